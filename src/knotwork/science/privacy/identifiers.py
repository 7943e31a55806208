"""Finding what could tell who a patient is, in a story as staff write it."""

import re
from collections.abc import Iterator

from .births import find_births
from .contacts import find_emails, find_phones, find_postcodes
from .found import Found, Kind, Sure, surest
from .matches import Match
from .numbers import find_numbers
from .plain import plain

_HOSPITAL = re.compile(
    r"\b(?:(?:hospital|hosp|unit|patient|case ?note|district|medical record)(?: id)? ?"
    r"(?:numbers?|no\b|num\b|id\b|#)"
    r"|patient id|mrn|crn)\.?"
    r"(?: (?:is|was|of))?[ :#=(-]{0,4}(?P<number>[A-Z]{0,3}[ -]?[0-9]{4,10}[A-Z]?)(?![A-Za-z0-9_])(?![.,/-][0-9])",
    re.IGNORECASE | re.ASCII,
)
_FINDERS = (find_numbers, find_births, find_phones, find_postcodes, find_emails)


def find_identifiers(text: str) -> list[Found]:
    """What in this text could tell who a patient is, in the order it stands, with the reason for each.

    A help, not a guarantee: names alone, and numbers spelled in words, are not found. Positions are those of `text` as
    given, though odd spaces, dashes, digits and unseen characters are seen through. Where two findings share words the
    surer is kept. The work grows in step with the length of the text.
    """
    read = plain(text)
    matches = [match for finder in (*_FINDERS, _find_hospital_numbers) for match in finder(read.words)]
    return surest(_found(text, match, *read.original(match.start, match.end)) for match in matches)


def _found(text: str, match: Match, start: int, end: int) -> Found:
    return Found(match.kind, start, end, text[start:end], match.why, match.sure)


def _find_hospital_numbers(words: str) -> Iterator[Match]:
    why = "It is called a hospital or patient number, which leads to one person's record."
    for match in _HOSPITAL.finditer(words):
        start, end = match.span("number")
        start += len(match["number"]) - len(match["number"].lstrip(" -"))
        yield Match(Kind.HOSPITAL_NUMBER, start, end, why, Sure.NEARLY_CERTAIN)
