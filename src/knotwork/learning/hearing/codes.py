"""What came of a strand, in plain words: no database, no page, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from knotwork.learning.strands.codes import joined, of_outcome

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RESPONSES = {  # in the order in which they are said: one says, several say
    "supports": ("says that it is so{} too", "say that it is so{} too"),
    "contradicts": ("says that it is not so{}", "say that it is not so{}"),
    "qualifies": ("says what it depends on", "say what it depends on"),
}
VERDICTS = {
    "yes": "It did what was expected",
    "partly": "It partly did what was expected",
    "no": "It did not do what was expected",
    "too early": "It was too early to say",
}
ENDS = {"done": "That was done", "stopped": "That was stopped"}
TAKEN = {
    "prompted by": "told more",
    "carried out by": "tells of doing it",
    "adapted from": "took the idea and changed it",
    "answers": "answered",
    "tests": "tried it",
}
GROUPED, DECIDED, DONE = "grouped from", "decided from", "carried out by"
SAID = {"insight", "theme", "decision", "action", "review", "reflection", "term"}
NAMED = 3
SHORT = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A strand that came of another (`of`), as a person who hears of it may see it; `others` is who else is in a theme.

    `how` is a review's verdict or an action's end; `place` the name of where it was told, `who` the name of whoever
    told it, where others may read it; `joined_on` the day on which the two were joined.
    """

    key: int
    of: int
    kind: str
    relation: str
    title: str
    address: str
    on: date
    place: str = ""
    who: str = ""
    others: int = 0
    how: str = ""
    joined_on: date = date.min


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of what came of it: words, a title that leads somewhere (or nothing), and words.

    `keys` are the strands that it tells of; `answers` is whether it tells only what places say of the strand.
    """

    before: str
    title: str = ""
    address: str = ""
    after: str = "."
    keys: frozenset[int] = field(default=frozenset(), compare=False)
    answers: bool = field(default=False, compare=False)

    @property
    def text(self) -> str:
        """The sentence as it is read aloud."""
        return f"{self.before}“{self.title}”{self.after}" if self.title else f"{self.before}{self.after}"


def downstream(root: int, steps: Iterable[Step]) -> list[Step]:
    """Those steps that lie downstream of a strand, each strand once and the earliest first.

    Of the ways to a strand the one that begins at the root says how it is joined; circles end. What came of a theme
    before the strand was put into it did not come of the strand.
    """
    return sorted(_found(root, steps).values(), key=_when)


def _found(root: int, steps: Iterable[Step]) -> dict[int, Step]:
    by_origin: dict[int, list[Step]] = {}
    for step in steps:
        by_origin.setdefault(step.of, []).append(step)
    found: dict[int, Step] = {}
    waiting = [root]
    for here in waiting:
        for step in by_origin.get(here, ()):
            if step.key != root and step.key not in found and not _came_before(step, found.get(here)):
                found[step.key] = step
                waiting.append(step.key)
    return found


def _came_before(step: Step, through: Step | None) -> bool:
    """Whether it came of a theme before what is heard of was put there."""
    return through is not None and through.relation == GROUPED and step.on < through.joined_on


def _when(step: Step) -> tuple[date, int]:
    return step.on, step.key


@dataclass(frozen=True, slots=True)
class _Own:
    """What came of the strand itself: its themes, decisions from it or from them, what was done, and what is further.

    `direct` is what else came of it at one step, and `further` what came of something that came of it.
    """

    themes: list[Step]
    decisions: list[Step]
    of_decisions: list[Step]
    answers: list[Step]
    direct: list[Step]
    further: list[Step]


def _own(root: int, steps: Iterable[Step]) -> _Own:
    steps = list(steps)
    found = _found(root, steps)
    ways = sorted((step for step in steps if _leads(step, root, found)), key=_when)
    at_once = [step for step in ways if step.of == root]
    themes = _once(step for step in at_once if step.kind == "theme" and step.relation == GROUPED)
    decides = {root, *(step.key for step in themes)}
    decisions = _once(step for step in ways if step.of in decides and _is_decided(step))
    decided = {step.key for step in decisions}
    of_decisions = _once((step for step in ways if step.of in decided and _follows(step)), by_origin=True)
    answers = _once(step for step in at_once if step.relation in RESPONSES and step.kind in {"response", "insight"})
    said = {step.key for step in (*themes, *decisions, *of_decisions, *answers)}
    direct = _once(step for step in at_once if step.key not in said and _is_said(step))
    said |= {step.key for step in direct}
    further = [step for step in found.values() if step.key not in said and step.of != root and _is_said(step)]
    return _Own(themes, decisions, of_decisions, answers, direct, sorted(further, key=_when))


def _leads(step: Step, root: int, found: Mapping[int, Step]) -> bool:
    return step.key in found and (step.of == root or (step.of in found and not _came_before(step, found[step.of])))


def _is_decided(step: Step) -> bool:
    return step.kind == "decision" and step.relation == DECIDED


def _follows(step: Step) -> bool:
    """Whether it is what was done because of a decision, or what was found when it was looked at again."""
    return step.kind in {"action", "review"} or (step.relation == DONE and step.kind in {"annotation", "insight"})


def _is_said(step: Step) -> bool:
    """Whether there is a sentence for it: of notes on charts only for those that say that something was done."""
    return step.kind in SAID or (step.kind == "annotation" and step.relation == DONE)


def _once(steps: Iterable[Step], *, by_origin: bool = False) -> list[Step]:
    kept: dict[tuple[int, int], Step] = {}
    for step in steps:
        kept.setdefault((step.key, step.of if by_origin else 0), step)
    return list(kept.values())


def lines(root: int, steps: Iterable[Step], since: Mapping[int, Sequence[str]] | None = None) -> list[Line]:
    """What came of a strand, a sentence each, in order of time: first of the strand itself, then what is further away.

    Of the strand itself are the themes that it is in, decisions from it or from those, with what was done and found
    because of each, and what was told at once because of it. What is further away says what it came of.
    `since` has, by a decision's key, what is known of its measures since then.
    """
    steps = list(steps)
    own = _own(root, steps)
    told = [
        *_answers(own.answers),
        *((_put_there(step), [_theme(step)]) for step in own.themes),
        *((step.on, _decided(step, own.of_decisions, since or {})) for step in own.decisions),
        *((step.on, [_direct(step)]) for step in own.direct),
    ]
    titles = {step.key: step.title for step in steps}
    said = [line for _on, some in sorted(told, key=lambda one: one[0]) for line in some]
    return said + [_further(step, titles[step.of]) for step in own.further]


def hows(root: int, steps: Iterable[Step]) -> dict[int, str]:
    """How each strand downstream is joined, as a sentence of it: to the strand itself ("this"), or to what it names."""
    steps = list(steps)
    titles = {step.key: step.title for step in steps}
    return {
        step.key: f"It {of_outcome(step.relation, 'this' if step.of == root else f'“{titles[step.of]}”', step.kind)}"
        for step in downstream(root, steps)
    }


def _answers(answers: Sequence[Step]) -> list[tuple[date, list[Line]]]:
    """Who says that it is so there too, or not, or what it depends on: the places by name."""
    told = []
    for how, words in RESPONSES.items():
        if some := [step for step in answers if step.relation == how]:
            names = list(dict.fromkeys(step.place or step.who for step in some))
            there = " there" if any(step.place for step in some) else ""
            line = Line(
                f"{_named(names, len(some))} {words[_several(names, len(some))].replace('{}', there)}",
                keys=frozenset(step.key for step in some),
                answers=all(step.place for step in some),
            )
            told.append((some[0].on, [line]))
    return told


def _several(names: Sequence[str], many: int) -> bool:
    return len(names) > 1 or (names == [""] and many > 1)


def _named(names: Sequence[str], many: int) -> str:
    """Places and people by name, as far as they have one; beyond three, how many more."""
    if names == [""]:
        return "Somebody" if many == 1 else _many(many).capitalize()
    known = [name or "somebody else" for name in sorted(names, key=lambda name: not name)]
    shown = known if len(known) <= NAMED + 1 else [*known[:NAMED], f"{_many(len(known) - NAMED)} others"]
    return _listed(shown)


def _theme(step: Step) -> Line:
    with_others = f" with {_many(step.others)} other{'s' * (step.others != 1)}" if step.others else ""
    return _of(step, f"It was grouped{with_others} as ")


def _decided(step: Step, followed: Iterable[Step], since: Mapping[int, Sequence[str]]) -> list[Line]:
    """A decision, what was done because of it and found when it was looked at again, and its measures since."""
    return [
        _of(step, "It led to the decision ", f" on {_day(step.on)}."),
        *(_of_decision(one) for one in followed if one.of == step.key),
        *(Line(known, after="") for known in since.get(step.key, ())),
    ]


def _of_decision(step: Step) -> Line:
    if step.kind == "action":
        return _of(step, "Because of it: ", f". {ENDS.get(step.how, 'That is under way')}.")
    if step.kind != "review":
        return _told(step)
    words = VERDICTS.get(step.how, "It was looked at again")
    return _of(step, f"{words}, when it was looked at again on {_day(step.on)}: ")


def _direct(step: Step) -> Line:
    """What came of the strand at one step, and is neither its theme nor decided from it."""
    if step.kind == "action" or (step.kind == "review" and step.relation == "answers"):
        return _of_decision(step)
    if step.kind == "review":  # of a decision that did not come of the strand: no verdict on the strand
        return _of(step, f"It was weighed when a decision was looked at again on {_day(step.on)}: ")
    if step.kind in {"insight", "annotation"} and step.relation in TAKEN:
        return _told(step)
    before, after = joined(step.relation, step.kind).origin.split("{}")
    return _of(step, f"It {before}", f"{after}.")


def _told(step: Step) -> Line:
    return _of(step, f"{step.place or step.who or 'Somebody'} {TAKEN[step.relation]}: ")


def _further(step: Step, origin: str) -> Line:
    """What came of something that came of the strand, with the name of that: never as if of the strand itself."""
    before, after = joined(step.relation, step.kind).origin.split("{}")
    origin = origin if len(origin) <= SHORT else f"{origin[: SHORT - 1].rstrip()}…"
    day = f" on {_day(step.on)}" if step.kind == "decision" else ""
    return _of(step, f"Further on, “{origin}” {before}", f"{after}{day}.")


def _of(step: Step, before: str, after: str = ".") -> Line:
    return Line(before, step.title, step.address, after, keys=frozenset([step.key]))


def in_short(thing: str, root: int, steps: Iterable[Step]) -> str:
    """All of it in one sentence, in order of time: "Your story was grouped with four others and led to a decision."

    Nothing, where nothing of the kind came of the strand itself. `thing` is what the sentence begins with.
    """
    own = _own(root, steps)
    clauses: list[tuple[date, str]] = []
    if own.themes:
        clauses.append((min(map(_put_there, own.themes)), _grouped(own.themes)))
    if own.decisions:
        first = f"a decision on {_day(own.decisions[0].on)}"
        led = first if len(own.decisions) == 1 else f"{_many(len(own.decisions))} decisions"
        clauses.append((own.decisions[0].on, f"led to {led}"))
    if adapted := [step for step in own.direct if step.relation == "adapted from" and step.place]:
        places = sorted({step.place for step in adapted})
        clauses.append((adapted[0].on, f"was taken up and changed by {_listed(places)}"))
    said = [words for _on, words in sorted(clauses, key=lambda one: one[0])]
    return f"{thing} {_listed(said)}." if said else ""


def _put_there(theme: Step) -> date:
    """The day on which it was put into a theme: never before there was the theme."""
    return max(theme.on, theme.joined_on)


def _grouped(themes: Sequence[Step]) -> str:
    if len(themes) > 1:
        return f"was grouped in {_many(len(themes))} themes"
    others = themes[0].others
    return f"was grouped with {_many(others)} other{'s' * (others != 1)}" if others else "became a theme"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _many(count: int) -> str:
    return SMALL[count] if count < len(SMALL) else str(count)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
