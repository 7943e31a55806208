"""Words that nobody may make a password of, because whoever guesses tries them first."""

import re
from typing import Any

from django.core.exceptions import ValidationError

KNOWN_HERE = frozenset(
    {
        "admin", "administrator", "board", "care", "carehome", "change", "changeme", "charge", "clinic",
        "coach", "collaborative", "community", "connector", "coordinator", "data", "default", "demo",
        "demonstration", "doctor", "england", "facilitator", "falls", "general", "governance", "guardian",
        "guest", "health", "healthcare", "home", "hospital", "ihub", "improvement", "insight", "ireland",
        "knot", "knotwork", "lead", "learn", "learning", "letmein", "login", "medicine", "member", "network",
        "nhs", "nurse", "nursing", "observer", "pass", "password", "patient", "patients", "pdsa", "people",
        "practice", "quality", "safety", "scotland", "secret", "secure", "sepsis", "sister", "spc", "sponsor",
        "staff", "strand", "strands", "surgery", "system", "team", "temp", "temporary", "test", "trust", "user",
        "wales", "ward", "welcome", "winter", "spring", "summer", "autumn", "monday", "the", "of", "and", "my",
        "our", "for", "in",
    }
)  # fmt: skip
"""What this site, its users and those who run it are about. docs/security/rules.md speaks of it."""
ENOUGH = 6
"""How many letters beside such words make a password that is not guessed from them."""

AS_LETTERS = str.maketrans("0134578@$!€", "oieastbasie")


class NotOfKnownWords:
    """Refuse a password that is only words of this site, digits and signs, in whatever order: `Knotwork2026!`.

    Letters that are written as digits are read as letters, so `Kn0tw0rk` is refused too.
    """

    def validate(self, password: str, _user: Any = None) -> None:
        """Raises `ValidationError` where too little is left of the password without such words."""
        asked = [password.casefold(), password.casefold().translate(AS_LETTERS)]
        if any(_beside_known(words) < ENOUGH for words in asked):
            raise ValidationError(
                "This is made of words that are tried first here, such as the name of the site or “ward”. "
                "Three words that have nothing to do with your work are hard to guess and easy to keep.",
                code="password_of_known_words",
            )

    def get_help_text(self) -> str:
        """What to think of before one chooses."""
        return "Not only words of this site or of your work."


def _beside_known(words: str) -> int:
    """How many letters are left when every word that is known here is taken out, the longest first."""
    left = re.sub(r"[^\w]|[\d_]", "", words)
    for known in sorted(KNOWN_HERE, key=len, reverse=True):
        left = left.replace(known, " ")
    return len(left.replace(" ", ""))
