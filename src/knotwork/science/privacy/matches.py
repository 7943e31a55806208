"""How each finder says what it found in plain words, and how it looks at the words nearby."""

import re
from dataclasses import dataclass

from .found import Kind, Sure

SHORTENED = re.compile(r"\b(no|nr|ref|tel|ext)\. ", re.IGNORECASE | re.ASCII)  # these full stops end no sentence
NEAR = 32  # characters: about five words, far enough for "her NHS number, she told us, is"


@dataclass(frozen=True)
class Match:
    """A finding by its place in the plain text, before its place in the original is known."""

    kind: Kind
    start: int
    end: int
    why: str
    sure: Sure


def standing_alone(pattern: str) -> str:
    """The pattern where no letter, digit or decimal part touches it: never the middle of a longer number."""
    return rf"(?<![A-Za-z0-9_])(?<![0-9][.,/:-])(?<![#£$€]){pattern}(?![A-Za-z0-9_])(?![.,/:-][0-9])"


def label_before(words: str, start: int, near: int = NEAR) -> str:
    """The words just before, in the same sentence and after any earlier number."""
    before = SHORTENED.sub(r"\1 ", words[max(0, start - near) : start])
    for end in (". ", "\n", "; ", "? ", "! "):
        before = before.rpartition(end)[2]
    digits = [place for place, character in enumerate(before) if "0" <= character <= "9"]
    return before[digits[-1] + 1 :] if digits else before
