"""Where an insight holds: what places answered, counted by place and said in a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

NAMED_AT_MOST = 3


class Answer(Enum):
    """What somebody at a place says of an insight."""

    SEEN = "seen here too"
    NOT = "not here"
    DEPENDS = "it depends"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: the place's `code` (one per place), its name, its sort (`ward`), a line of why, and what it is like.

    `attributes` has what is known of the place in words, such as `{"setting": "rural"}`.
    """

    code: str
    place: str
    sort: str
    answer: Answer
    why: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """One place, with what is said of it: one answer if all there agree, it depends if they do not."""

    code: str
    place: str
    sort: str
    answer: Answer
    whys: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)


def places(said: Iterable[Said]) -> tuple[Held, ...]:
    """What each place says, every place once however many people there answered; by name, then code.

    People of one place who differ make that place "it depends": a place is never outvoted by its busiest
    teller, and nobody's answer is dropped, for every line of why is kept in the order given.
    """
    ordered = sorted(said, key=lambda one: (one.place, one.code))
    return tuple(_held(list(group)) for _code, group in groupby(ordered, key=lambda one: (one.place, one.code)))


def _held(group: Sequence[Said]) -> Held:
    answers = {one.answer for one in group}
    answer = answers.pop() if len(answers) == 1 else Answer.DEPENDS
    first = group[0]
    whys = tuple(one.why.strip() for one in group if one.why.strip())
    return Held(first.code, first.place, first.sort, answer, whys, first.attributes)


def by_sort(held: Iterable[Held]) -> dict[str, dict[Answer, int]]:
    """How many places of each sort say what; sorts in alphabetical order, every answer present, if only as 0."""
    counted: dict[str, dict[Answer, int]] = {}
    for one in sorted(held, key=lambda each: each.sort):
        counted.setdefault(one.sort, dict.fromkeys(Answer, 0))[one.answer] += 1
    return counted


def sentence(held: Sequence[Held], plurals: dict[str, str]) -> str:
    """Where it holds, in one sentence: "Seen in 3 wards; not in 1 care home; it depends in Ward 7."

    `plurals` says each sort's word for several (`{"ward": "wards"}`); a sort without one raises `KeyError`.
    """
    if not held:
        return "No place has said yet whether it sees this too."
    parts = [part for part in (_seen(held, plurals), _not(held, plurals), _depends(held)) if part]
    joined = "; ".join(parts)
    return f"{joined[0].upper()}{joined[1:]}."


def _seen(held: Sequence[Held], plurals: dict[str, str]) -> str:
    counted = _sorts(held, Answer.SEEN, plurals)
    return f"seen in {counted}" if counted else ""


def _not(held: Sequence[Held], plurals: dict[str, str]) -> str:
    counted = _sorts(held, Answer.NOT, plurals)
    return f"not in {counted}" if counted else ""


def _sorts(held: Sequence[Held], answer: Answer, plurals: dict[str, str]) -> str:
    counts = {sort: counted[answer] for sort, counted in by_sort(held).items() if counted[answer]}
    return listed([f"{count} {sort if count == 1 else plurals[sort]}" for sort, count in counts.items()])


def _depends(held: Sequence[Held]) -> str:
    named = [one.place for one in held if one.answer is Answer.DEPENDS]
    beyond = len(named) - NAMED_AT_MOST
    shown = named[:NAMED_AT_MOST] + ([f"{beyond} more"] if beyond > 0 else [])
    return f"it depends in {listed(shown)}" if shown else ""


def listed(words: Sequence[str]) -> str:
    """Words in a row, with "and" before the last."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
