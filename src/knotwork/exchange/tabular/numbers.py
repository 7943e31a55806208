"""Numbers as people write them, read the British way: a comma parts thousands, a point begins the decimals."""

import math
import re
import unicodedata

MOST = 1e15  # beyond this a number can no longer be held to the last unit
DASHES = frozenset(("-", "--", "–", "—", "−"))
WORDS = frozenset(("na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "missing", "not available"))
MARKS = frozenset(("*", "**", ".", "..", "...", "…", ":", "[c]", "[x]", "[z]"))  # [c] and so on: official statistics
MISSING = DASHES | WORDS | MARKS | {""}
RAISED = ("<super>", "<sub>")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.ASCII)
# No group begins with nought: 0,123 is a decimal comma, a thousand times smaller than it would be read.
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?P<mark>[, ])\d{3}((?P=mark)\d{3})*(\.\d+)?", re.ASCII)


class NotANumber(ValueError):
    """The value is not a number that can be read without guessing."""


def parse_number(value: object) -> float | None:
    """The number that someone wrote, or None where they wrote that there is none (empty, -, n/a, *, [c]).

    Commas and spaces part thousands. “12,5” is refused and not guessed, since 12.5 and 125 are both possible.
    A percentage, an infinity, “<5” and text are refused too. Raises `NotANumber`, which says why.
    """
    if isinstance(value, str):
        if value.isascii() and value.isdigit() and len(value) < 15:
            return float(value)
        return _of_text(value)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotANumber(f"{value} is not a number. Is the cell formatted as a date, a time or true and false?")
    if isinstance(value, float) and math.isnan(value):
        return None
    return _in_reach(value)


def _in_reach(value: float) -> float:
    if not abs(value) <= MOST:
        raise NotANumber("The number is too large to be kept exactly.")
    return float(value)


def _of_text(written: str) -> float | None:
    if any(unicodedata.decomposition(letter).startswith(RAISED) for letter in written):
        raise NotANumber(f"“{written.strip()[:40]}” has a small raised or lowered digit. Is it the mark of a footnote?")
    text = " ".join(unicodedata.normalize("NFKC", written).split()).casefold()
    if text in MISSING:
        return None
    text = text.replace("−", "-")
    if GROUPED.fullmatch(text):
        text = text.replace(",", "").replace(" ", "")
    if PLAIN.fullmatch(text):
        return _in_reach(float(text))
    raise NotANumber(_why(text, written.strip()[:40]))


def _why(text: str, written: str) -> str:
    if text.endswith("%"):
        return f"“{written}” is a percentage. Give the numerator and the denominator that it was made from."
    if text.startswith(("<", ">", "≤", "≥")):
        return f"“{written}” is a limit, not a number. Give the number, or leave the cell empty."
    if text.lstrip("+-") in ("inf", "infinity", "∞"):
        return f"“{written}” is infinite. Was something divided by nothing?"
    if text.startswith("#"):
        return f"“{written}” is an error in the spreadsheet. Mend the formula, or leave the cell empty."
    if any(letter.isdigit() and not letter.isascii() for letter in text):
        return f"“{written}” is written with digits other than 0 to 9."
    if re.fullmatch(r"[+-]?[\d.,]+", text, re.ASCII):
        return f"“{written}” could be read in more than one way. Write 1,234 for thousands and 12.5 for decimals."
    return f"“{written}” is not a number."
