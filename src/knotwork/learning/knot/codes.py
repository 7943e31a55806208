"""The four components of a learning system, which kinds of strand belong to each, and what flowed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


# A kind belongs to one component, so that nothing counts twice. What others say of an insight is the network speaking,
# as are comments and thanks, which are no strands.
KINDS: Mapping[Component, tuple[str, ...]] = {
    Component.GATHER: ("insight", "annotation", "signal", "reading"),
    Component.UNDERSTAND: ("theme", "reflection", "review", "term"),
    Component.ACT: ("decision", "action"),
    Component.NETWORK: ("response",),
}
OF = {kind: component for component, kinds in KINDS.items() for kind in kinds}
ALL = tuple(Component)
# How often people did what belongs to each component, in the order in which a month is told: once, and often.
DID: Mapping[Component, tuple[str, str]] = {
    Component.GATHER: ("told or noticed one thing", "told or noticed {} things"),
    Component.UNDERSTAND: ("made sense of something once", "made sense of something {}"),
    Component.ACT: ("decided or began one thing", "decided or began {} things"),
    Component.NETWORK: ("answered, commented or gave thanks once", "answered, commented or gave thanks {}"),
}
# What is counted as new in each.
COUNTED: Mapping[Component, str] = {
    Component.GATHER: "insights, notes and charts that were kept",
    Component.UNDERSTAND: "themes, reflections, reviews and words",
    Component.ACT: "decisions and actions",
    Component.NETWORK: "answers, comments and thanks",
}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
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


def new_in(counted: Iterable[tuple[str, int]], *, talked: int = 0) -> dict[Component, int]:
    """How many strands are new in each component, from counts by kind; what was `talked` belongs to the network."""
    new = {**dict.fromkeys(ALL, 0), Component.NETWORK: talked}
    for kind, count in counted:
        if kind in OF:
            new[OF[kind]] += count
    return new


def headline(found: Iterable[Flow], new: Mapping[Component, int]) -> str:
    """The month in one or two sentences that say the same as the numbers: what people did, and one thing that lacks."""
    found = list(found)
    joined = sum(flow.many for flow in found)
    did = [_did(component, new[component]) for component in DID if new[component]]
    if not did and not joined:
        return "Nobody told, understood, decided or answered anything in this month."
    if not did:
        return f"Nothing new came in; what was there was joined {_times(joined)}."
    return f"People {_listed(did)}. {_lack(found, new)}".strip()


def _lack(found: Iterable[Flow], new: Mapping[Component, int]) -> str:
    """The first thing that ought to be seen where people learn, could have been, and was not; or nothing."""
    seen = {(flow.origin, flow.outcome) for flow in found}
    gather, understand, act, network = (Component.GATHER, Component.UNDERSTAND, Component.ACT, Component.NETWORK)
    if not seen:
        return "None of it was joined to anything else." if any(new[one] for one in (gather, understand, act)) else ""
    if new[act] and (act, understand) not in seen:
        return "No decision or action was looked at again."
    if new[understand] and not new[act] and (understand, act) not in seen:
        return "Nothing was decided."
    if new[gather] and not new[network] and not {(gather, network), (gather, gather)} & seen:
        return "Nobody answered what was told."
    if new[gather] and not new[understand] and (gather, understand) not in seen:
        return "Nobody made sense of what was told."
    return ""


def _did(component: Component, many: int) -> str:
    once, often = DID[component]
    return once if many == 1 else often.replace("{}", _times(many) if often.endswith("{}") else _many(many))


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{_many(many)} times")


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words) if len(words) < len(ALL) - 1 else f"{', '.join(words[:-1])}, and {words[-1]}"


def _many(count: int) -> str:
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


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
