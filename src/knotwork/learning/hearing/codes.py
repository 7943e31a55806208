"""What came of a strand, in plain words: no database, no page, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RESPONSES = {  # in the order in which they are said; one person says, several say
    "supports": ("says that it is so there too", "say that it is so there too"),
    "contradicts": ("says that it is not so there", "say that it is not so there"),
    "qualifies": ("says what it depends on", "say what it depends on"),
}
VERDICTS = {
    "yes": "It did what was expected",
    "partly": "It partly did what was expected",
    "no": "It did not do what was expected",
    "too early": "It was too early to say",
}
FOLLOWS = {"action", "review"}
ENDS = {"done": "That was done", "stopped": "That was stopped"}


@dataclass(frozen=True, slots=True)
class Step:
    """A strand that came of another (`of`), as a person who hears of it may see it; `others` is who else is in a theme.

    `how` is a review's verdict or an action's end; `place` the name of where it was told.
    """

    key: int
    of: int
    kind: str
    relation: str
    title: str
    address: str
    on: date
    place: str = ""
    others: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of what came of it: words, a title that leads somewhere (or nothing), and words."""

    before: str
    title: str = ""
    address: str = ""
    after: str = "."

    @property
    def text(self) -> str:
        """The sentence as it is read aloud."""
        return f"{self.before}“{self.title}”{self.after}" if self.title else f"{self.before}{self.after}"


def downstream(root: int, steps: Iterable[Step]) -> list[Step]:
    """Those steps that lie downstream of a strand, each strand once and the earliest first.

    Of the ways to a strand the one that begins at the root says how it is joined; circles end.
    """
    by_origin: dict[int, list[Step]] = {}
    for step in steps:
        by_origin.setdefault(step.of, []).append(step)
    found: dict[int, Step] = {}
    waiting = [root]
    for here in waiting:
        for step in by_origin.get(here, ()):
            if step.key != root and step.key not in found:
                found[step.key] = step
                waiting.append(step.key)
    return sorted(found.values(), key=lambda step: (step.on, step.key))


def lines(root: int, steps: Iterable[Step], since: Mapping[int, Sequence[str]] | None = None) -> list[Line]:
    """What came of a strand, a sentence each: who says so too, the themes, the decisions with all that came of each.

    `since` has, by a decision's key, what is known of its measures since then.
    """
    steps = list(steps)
    found = downstream(root, steps)
    told = _responses(root, found)
    told += [_theme(step) for step in found if step.kind == "theme"]
    decided = [step for step in found if step.kind == "decision"]
    own = _of_decisions({step.key for step in decided}, steps)
    for decision in decided:
        known = (since or {}).get(decision.key, ())
        told += [
            _decision(decision),
            *map(_of_decision, own.get(decision.key, ())),
            *(Line(it, after="") for it in known),
        ]
    said = {step.key for some in own.values() for step in some}
    told += [_loose(step) for step in found if step.kind in FOLLOWS and step.key not in said]
    return told + [_insight(step) for step in found if _is_told(step) and not _answers(step, root)]


def _is_told(step: Step) -> bool:
    """Whether somebody told it, or noted on a chart that what was decided was done."""
    return step.kind == "insight" or (step.kind == "annotation" and step.relation == "carried out by")


def _answers(step: Step, root: int) -> bool:
    """Whether it is said already, among those who say that it is so there too, or not."""
    return step.of == root and step.relation in RESPONSES


def _responses(root: int, found: Sequence[Step]) -> list[Line]:
    counts = Counter(step.relation for step in found if _answers(step, root) and step.kind in {"response", "insight"})
    return [Line(f"{_many(counts[how]).capitalize()} {words[counts[how] > 1]}") for how, words in RESPONSES.items()
            if counts[how]]  # fmt: skip


def _theme(step: Step) -> Line:
    with_others = f" with {_many(step.others)} other{'s' * (step.others != 1)}" if step.others else ""
    return Line(f"It was grouped{with_others} as ", step.title, step.address)


def _decision(step: Step) -> Line:
    return Line("It led to the decision ", step.title, step.address, f" on {_day(step.on)}.")


def _of_decisions(decided: Container[int], steps: Iterable[Step]) -> dict[int, list[Step]]:
    """What was done because of each decision, and what was found when it was looked at again; each once."""
    own: dict[int, dict[int, Step]] = {}
    for step in sorted(steps, key=lambda step: (step.on, step.key)):
        if step.kind in FOLLOWS and step.of in decided:
            own.setdefault(step.of, {})[step.key] = step
    return {decision: list(some.values()) for decision, some in own.items()}


def _of_decision(step: Step) -> Line:
    if step.kind == "action":
        return Line("Because of it: ", step.title, step.address, f". {ENDS.get(step.how, 'That is under way')}.")
    words = VERDICTS.get(step.how, "It was looked at again")
    return Line(f"{words}, when it was looked at again on {_day(step.on)}: ", step.title, step.address)


def _loose(step: Step) -> Line:
    """A review or an action of a decision that did not come of the strand: no verdict on the strand."""
    if step.kind == "action":
        return _of_decision(step)
    return Line(f"It was weighed when a decision was looked at again on {_day(step.on)}: ", step.title, step.address)


def _insight(step: Step) -> Line:
    where = f"{step.place} " if step.place else "Somebody "
    taken = {
        "carried out by": "tells of doing it: ",
        "adapted from": "took the idea and changed it: ",
        "answers": "answered: ",
        "tests": "tried it: ",
        "supports": "says that it is so there too: ",
        "contradicts": "says that it is not so there: ",
        "qualifies": "says what it depends on: ",
    }
    return Line(where + taken.get(step.relation, "told more: "), step.title, step.address)


def in_short(thing: str, root: int, steps: Iterable[Step]) -> str:
    """All of it in one sentence: "Your story was grouped with four others and led to a decision on 3 May 2026."

    Nothing, where nothing of the kind came of it. `thing` is what the sentence begins with.
    """
    found = downstream(root, steps)
    clauses = []
    if themes := [step for step in found if step.kind == "theme"]:
        others = max(step.others for step in themes)
        clauses.append(f"was grouped with {_many(others)} other{'s' * (others != 1)}" if others else "became a theme")
    if decisions := [step for step in found if step.kind == "decision"]:
        first = f"a decision on {_day(decisions[0].on)}"
        clauses.append(f"led to {first if len(decisions) == 1 else f'{_many(len(decisions))} decisions'}")
    if places := sorted({step.place for step in found if step.relation == "adapted from" and step.place}):
        clauses.append(f"was taken up and changed by {_listed(places)}")
    return f"{thing} {_listed(clauses)}." if clauses else ""


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _many(count: int) -> str:
    return SMALL[count] if count < len(SMALL) else str(count)


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
