"""The four components of a learning system, which kinds of strand belong to each, and what flowed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Self


class Component(Enum):
    """One of the four components of a learning system (DOMAIN, from Healthcare Improvement Scotland's framework)."""

    GATHER = ("gather", "Gather", "gathering", "Gather insights")
    UNDERSTAND = ("understand", "Understand", "understanding", "Understand and evaluate")
    ACT = ("act", "Act", "action", "Knowledge into action")
    NETWORK = ("network", "Network", "the network", "Networks")

    def __init__(self, code: str, loop: str, noun: str, label: str) -> None:
        self.code, self.loop, self.noun, self.label = code, loop, noun, label

    @classmethod
    def named(cls, code: str | None) -> Self | None:
        """The component with this code; nothing where there is none."""
        return next((one for one in cls if one.code == code), None)


# A kind belongs to one component, so that nothing counts twice. What others say of an insight is the network speaking.
KINDS: Mapping[Component, tuple[str, ...]] = {
    Component.GATHER: ("insight", "annotation", "signal", "reading"),
    Component.UNDERSTAND: ("theme", "reflection", "review", "term"),
    Component.ACT: ("decision", "action"),
    Component.NETWORK: ("response",),
}
OF = {kind: component for component, kinds in KINDS.items() for kind in kinds}
ALL = tuple(Component)
# What ought to be seen in a learning system that learns, in the order in which a lack of it is worth a sentence.
WANTED = (
    (Component.ACT, Component.UNDERSTAND, "Nothing that was done was looked at again."),
    (Component.UNDERSTAND, Component.ACT, "Nothing that was understood led to action."),
    (Component.GATHER, Component.NETWORK, "Nobody said whether what was told is seen elsewhere too."),
    (Component.GATHER, Component.UNDERSTAND, "Nothing that was told was made sense of together."),
)
SAID = {
    (Component.GATHER, Component.GATHER): "told because of something told before",
    (Component.GATHER, Component.UNDERSTAND): "made sense of what was told",
    (Component.GATHER, Component.ACT): "decided or done because of what was told",
    (Component.GATHER, Component.NETWORK): "answered what was told: seen here too, not here, or it depends",
    (Component.UNDERSTAND, Component.GATHER): "told because of what was understood",
    (Component.UNDERSTAND, Component.UNDERSTAND): "understood because of what was understood before",
    (Component.UNDERSTAND, Component.ACT): "decided or done because of what was understood",
    (Component.UNDERSTAND, Component.NETWORK): "answered what was understood",
    (Component.ACT, Component.GATHER): "told because of what was decided or done",
    (Component.ACT, Component.UNDERSTAND): "looked again at what was decided or done",
    (Component.ACT, Component.ACT): "carried out, or decided anew, what was decided before",
    (Component.ACT, Component.NETWORK): "answered what was decided or done",
    (Component.NETWORK, Component.GATHER): "told because of what others answered",
    (Component.NETWORK, Component.UNDERSTAND): "made sense of what others answered",
    (Component.NETWORK, Component.ACT): "decided or done because of what others answered",
    (Component.NETWORK, Component.NETWORK): "answered an answer",
}


@dataclass(frozen=True, slots=True)
class Flow:
    """How many times in a month a strand of one component was joined to one of another that it came of."""

    origin: Component
    outcome: Component
    many: int

    @property
    def words(self) -> str:
        """From where to where."""
        if self.origin is self.outcome:
            return f"within {self.origin.noun}"
        return f"from {self.origin.noun} to {self.outcome.noun}"

    @property
    def said(self) -> str:
        """What that is."""
        return SAID[self.origin, self.outcome]


def flows(counted: Iterable[tuple[str, str, int]]) -> list[Flow]:
    """Flows from counts by kind of origin and kind of outcome: the most first. Kinds of no component are left out."""
    many: dict[tuple[Component, Component], int] = {}
    for origin, outcome, count in counted:
        if origin in OF and outcome in OF:
            pair = OF[origin], OF[outcome]
            many[pair] = many.get(pair, 0) + count
    order = {pair: place for place, pair in enumerate(SAID)}
    found = [Flow(*pair, count) for pair, count in many.items() if count]
    return sorted(found, key=lambda flow: (-flow.many, order[flow.origin, flow.outcome]))


def new_in(counted: Iterable[tuple[str, int]]) -> dict[Component, int]:
    """How many strands are new in each component, from counts by kind."""
    new = dict.fromkeys(ALL, 0)
    for kind, count in counted:
        if kind in OF:
            new[OF[kind]] += count
    return new


def headline(found: Iterable[Flow], new: Mapping[Component, int]) -> str:
    """The month in one or two sentences: where most flowed, and the first lack that is worth one."""
    most = next(iter(found := list(found)), None)
    if most is None and not any(new.values()):
        return "Nothing was told, understood or decided in this month."
    if most is None:
        return "New things came in, and none of them has been joined to another yet."
    seen = {(flow.origin, flow.outcome) for flow in found}
    # What had nothing to flow from is no lack: a system without decisions has none to look at again.
    lack = next((words for one, other, words in WANTED if (one, other) not in seen and new[one]), "")
    return f"Most flowed {most.words}. {lack}".strip()


def month_named(text: str | None) -> date | None:
    """The first day of a month written as 2026-05; nothing where what is written cannot be one."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def month_after(month: date, *, by: int = 1) -> date | None:
    """The first day of the month so many months on (or back); nothing beyond the calendar's ends."""
    years, months = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(years, months + 1, 1) if date.min.year <= years <= date.max.year else None
