"""The ten-digit numbers that health services give to people, told from other numbers by their check digit.

Check digit: NHS Data Model and Dictionary, "NHS Number" (modulus 11, weights 10 to 2; a check of 11 is written
0 and of 10 never issued). Scotland's CHI number has the same check digit after a date of birth (DDMMYY).
Ranges of the first nine digits: England, Wales and the Isle of Man begin 30, 31, 4, 6 or 7; Northern Ireland
320 000 001 to
399 999 999; 999 is kept for tests and belongs to nobody.
"""

import re
from collections.abc import Iterator
from datetime import date

from .found import Kind, Sure
from .matches import Match, label_before, standing_alone

_NUMBER = re.compile(
    standing_alone(r"(?:\d{3}[ .-]{0,3}\d{3}[ .-]{0,3}\d{4}|\d{6}[ .-]{0,3}\d{4}|\d{2} \d{2} \d{2} \d{4})"),
    re.ASCII,
)
_LABELS = {
    Kind.NHS_NUMBER: re.compile(r"\bnhs\b", re.IGNORECASE | re.ASCII),
    Kind.CHI_NUMBER: re.compile(r"\bchi\b", re.IGNORECASE | re.ASCII),
    Kind.HEALTH_AND_CARE_NUMBER: re.compile(
        r"\b(?:h ?(?:&|and) ?c|hcn|health (?:and|&) care n)", re.IGNORECASE | re.ASCII
    ),
}
_OTHER = re.compile(
    r"\b(?:isbn(?:-1[03])?|orders?|invoice|asset|serial|part|stock|batch|lot|grant|account|charity|version|purchase|po"
    r"|requisition|req no|job|ticket|help ?desk|bar ?code|delivery note|docket|contract|tender|(?:cost|budget) code)\b",
    re.IGNORECASE | re.ASCII,
)


def checks(digits: str) -> bool:
    """Whether ten digits end in the check digit that the first nine call for (modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))
    return total % 11 == 0


def begins_with_a_date(digits: str) -> bool:
    """Whether the first six digits can be a day, month and year of birth, as in a CHI number."""
    return any(_is_date(century + int(digits[4:6]), int(digits[2:4]), int(digits[:2])) for century in (1900, 2000))


def find_numbers(words: str) -> Iterator[Match]:
    """NHS, CHI and Health and Care numbers: by their check digit, or by what the writer called them."""
    for match in _NUMBER.finditer(words):
        digits = re.sub(r"\D", "", match.group())
        before = label_before(words, match.start())
        called = next((kind for kind, label in _LABELS.items() if label.search(before)), None)
        kind = _kind(digits)
        if len(set(digits)) == 1 and not called:
            continue
        if called and not checks(digits):
            misfit = "Its last digit does not fit; mistyped, it may still tell who it is."
            why = f"It is called {called.with_article}. {misfit}"
            yield Match(called, match.start(), match.end(), why, Sure.LIKELY)
        elif kind and checks(digits) and (called or not _OTHER.search(before)):
            yield Match(
                kind, match.start(), match.end(), _why(kind, digits), _sure(digits, match.group(), bool(called))
            )


def _kind(digits: str) -> Kind | None:
    if digits[0] in "0123" and begins_with_a_date(digits):
        return Kind.CHI_NUMBER
    if "32" <= digits[:2] <= "39":
        return Kind.HEALTH_AND_CARE_NUMBER
    return Kind.NHS_NUMBER if digits[0] in "3456789" else None


def _why(kind: Kind, digits: str) -> str:
    if kind == Kind.CHI_NUMBER:
        return (
            "Ten digits that begin with a date of birth and end in the right check digit: a CHI number has this shape."
        )
    why = f"Ten digits whose last is the right check digit: {kind.with_article} has this shape."
    return why + " It could also be a mobile number without its 0." if digits[0] == "7" else why


def _sure(digits: str, written: str, called: bool) -> Sure:
    issued = digits[0] in "012" or digits[:3] == "999" or digits[0] in "3467"
    if called or (issued and not written.isdigit()):
        return Sure.NEARLY_CERTAIN
    return Sure.LIKELY if issued else Sure.POSSIBLE


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
