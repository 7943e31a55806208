"""What was found in a text that could tell who a patient is, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What sort of identifier it is, in the words that replace it."""

    NHS_NUMBER = "NHS number"
    CHI_NUMBER = "CHI number"
    HEALTH_AND_CARE_NUMBER = "Health and Care number"
    DATE_OF_BIRTH = "date of birth"
    PHONE_NUMBER = "phone number"
    POSTCODE = "postcode"
    EMAIL = "e-mail address"
    HOSPITAL_NUMBER = "hospital number"

    @property
    def with_article(self) -> str:
        """One of them in a sentence: an NHS number, a CHI number."""
        return f"{'an' if self in {Kind.NHS_NUMBER, Kind.EMAIL} else 'a'} {self}"


class Sure(IntEnum):
    """How sure the finding is: a higher number is surer."""

    POSSIBLE = 1
    LIKELY = 2
    NEARLY_CERTAIN = 3


@dataclass(frozen=True)
class Found:
    """Words that may tell who a patient is, where they stand, and why we ask about them.

    `start` and `end` are positions in the text as it was written, so `text[start:end] == words`.
    """

    kind: Kind
    start: int
    end: int
    words: str
    why: str
    sure: Sure


class NotOfThisText(ValueError):
    """What was found belongs to other words than those given."""


def surest(found: Iterable[Found]) -> list[Found]:
    """Where two findings share words, keep the surer, then the longer, then the earlier; in the order of the text."""
    kept: list[Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (-f.sure, f.start - f.end, f.start, f.kind)):
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def taken_out(text: str, found: Iterable[Found]) -> str:
    """The story without what identifies: each finding becomes words such as "[NHS number taken out]".

    Findings that share words are settled as in `find_identifiers`. Raises `NotOfThisText` where a finding's words do
    not stand in the text at its place.
    """
    pieces, reached = [], 0
    for one in surest(found):
        if text[one.start : one.end] != one.words:
            raise NotOfThisText(
                f"The {one.kind} found at {one.start} is not in this text there. Look for identifiers again."
            )
        pieces += [text[reached : one.start], f"[{one.kind} taken out]"]
        reached = one.end
    return "".join([*pieces, text[reached:]])
