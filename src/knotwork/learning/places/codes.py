"""Short public names for things: long enough that nobody guesses one, short enough to read out."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def new_code() -> str:
    """A random code of ten letters and digits, without those that look alike (49 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
