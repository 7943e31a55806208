"""The secret in an invitation's link: made at random, handed over once, and kept only as a fingerprint."""

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32


def new_token() -> str:
    """A secret of 256 random bits, in letters, digits, `-` and `_`, for an address."""
    return token_urlsafe(BYTES)


def fingerprint_of(token: str) -> str:
    """What is kept of a secret (SHA-256, 64 hex digits). A secret this long cannot be found again from it."""
    return sha256(token.encode()).hexdigest()
