"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, TAKEN_OUT = "same", "added", "taken out"


class Piece(NamedTuple):
    """A stretch of words that is in both texts, or in one of them only."""

    how: str
    text: str


def changed_words(before: str, after: str) -> list[Piece]:
    """The later text with what was added and what was taken out, in reading order.

    The pieces that are the same or added make the later text again; those that are the same or taken out, the earlier.
    """
    old, new = _words(before), _words(after)
    return [piece for step in SequenceMatcher(None, old, new).get_opcodes() for piece in _pieces(step, old, new)]


def _words(text: str) -> list[str]:
    """A text in words, each with the space behind it; space at the beginning is a word of its own."""
    return re.findall(r"\s+|\S+\s*", text)


def _pieces(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> Iterator[Piece]:
    how, from_old, to_old, from_new, to_new = step
    if how == "equal":
        yield Piece(SAME, "".join(new[from_new:to_new]))
        return
    if to_old > from_old:
        yield Piece(TAKEN_OUT, "".join(old[from_old:to_old]))
    if to_new > from_new:
        yield Piece(ADDED, "".join(new[from_new:to_new]))
