"""How two strands are joined, in words from either end; and what changed between two texts, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

SAME, ADDED, TAKEN_OUT = "same", "added", "taken out"


class Joined(NamedTuple):
    """One relation as two sentences go on: what is said of the outcome, with the origin in braces, and the reverse."""

    outcome: str
    origin: str


# The one place that says how strands are joined: threads, lists, the knot, what is heard and exports take it from here.
JOINED: Mapping[str, Joined] = {
    "prompted by": Joined("was prompted by {}", "prompted {}"),
    "supports": Joined("supports {}", "is supported by {}"),
    "contradicts": Joined("contradicts {}", "is contradicted by {}"),
    "tests": Joined("tests {}", "is tested by {}"),
    "adapted from": Joined("was adapted from {}", "was taken up and changed in {}"),
    "decided from": Joined("was decided from {}", "led to {}"),
    "judged by": Joined("is to be judged by {}", "is to show whether {} worked"),
    "carried out by": Joined("carries out {}", "is carried out by {}"),
    "answers": Joined("answers {}", "is answered by {}"),
    "qualifies": Joined("says what {} depends on", "depends on what {} says"),
    "grouped from": Joined("has {} in it", "is grouped in {}"),
}


# A review answers its decision, which nobody would say of it.
LOOKED_AGAIN = Joined("looks again at {}, and says whether it did what was expected", "was looked at again in {}")


def joined(relation: str, kind: str = "") -> Joined:
    """How two strands are joined, in words; `kind` is that of the outcome."""
    return LOOKED_AGAIN if (relation, kind) == ("answers", "review") else JOINED[relation]


def of_outcome(relation: str, origin: str, kind: str = "") -> str:
    """What is said of a strand, of this `kind`, that came of another: "carries out this decision"."""
    return joined(relation, kind).outcome.replace("{}", origin)


def of_origin(relation: str, outcome: str, kind: str = "") -> str:
    """What is said of a strand that another, of this `kind`, came of: "is carried out by this action"."""
    return joined(relation, kind).origin.replace("{}", outcome)


class Piece(NamedTuple):
    """A stretch of words that is in both texts, or in one of them only."""

    how: str
    text: str


def each_once(joined: Iterable[tuple[Any, str]]) -> list[tuple[str, Any]]:
    """Each neighbour once, with all the ways in which it is joined as one sentence."""
    ways: dict[Any, list[str]] = {}
    for neighbour, words in joined:
        ways.setdefault(neighbour, []).append(words)
    return [(f"It {'; it '.join(words)}", neighbour) for neighbour, words in ways.items()]


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
