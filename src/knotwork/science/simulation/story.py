"""What the simulated network's people noticed, told, decided and found: typed, dated, and joined to each other."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from typing import Any, Literal

from knotwork.science.simulation.measures import MEASURES
from knotwork.science.simulation.months import before

Relation = Literal[
    "prompted by", "supports", "contradicts", "tests", "adapted from", "decided from", "carried out by", "answers",
    "qualifies", "grouped from",
]  # fmt: skip
Origins = tuple[tuple[str, Relation], ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """Somebody looked at a chart, as far as the month `through`, and saw that it had changed."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    place: str
    measure: str
    through: date
    meaning: Literal["better", "worse"]


@dataclass(frozen=True, slots=True)
class Insight:
    """Somebody told what happened and what was learned. `month` is where on the chart it belongs."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    happened: str
    learned: str = ""
    needed_by: str = ""
    place: str | None = None
    measure: str | None = None
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note on a place's chart, in the month in which something happened; or why it is drawn anew from there."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    place: str
    measure: str
    month: date
    text: str
    begins_phase: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A question that was decided, for what reasons and against what dissent, and when it is looked at again.

    `options` is what was considered, a line each; `todo` what its owner does because of it until then, and `went` how
    that went, where it has ended. `judged_by` are the charts that are to show whether it worked: of a measure, at a
    place.
    """

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    question: str
    choice: str
    reasons: str
    owner: str
    review_on: date
    dissent: str = ""
    place: str | None = None
    options: str = ""
    todo: str = ""
    went: str = ""
    judged_by: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A decision looked at again. Among what it came of, the decision itself is first: a review answers it."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    decision: str
    verdict: Literal["yes", "partly", "no", "too early"]
    seen: str
    place: str | None = None
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """Somebody grouped what was told, and said what it has in common."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    name: str
    about: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """Somebody said of an insight, which it came of, whether it is seen at their place too, and why."""

    id: str
    on: date
    by: str
    system: str
    came_of: Origins
    place: str
    answer: Literal["seen", "not", "depends"]
    why: str = ""


Strand = Signal | Insight | Annotation | Decision | Review | Theme | Response
KINDS: dict[str, type[Strand]] = {
    "signal": Signal,
    "insight": Insight,
    "annotation": Annotation,
    "decision": Decision,
    "review": Review,
    "theme": Theme,
    "response": Response,
}


@dataclass(frozen=True, slots=True)
class Link:
    """`outcome` came of `origin`, in the way that `relation` says; who said so, and when."""

    origin: str
    outcome: str
    relation: Relation
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Story:
    """All strands, the earliest first, so that whatever one came of stands before it."""

    strands: tuple[Strand, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link between two strands, in the order in which they were made."""
        return tuple(
            Link(origin, strand.id, relation, strand.by, strand.on)
            for strand in self.strands
            for origin, relation in strand.came_of
        )

    @property
    def insights(self) -> tuple[Insight, ...]:
        """What was told."""
        return tuple(strand for strand in self.strands if isinstance(strand, Insight))

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What was noticed on charts."""
        return tuple(strand for strand in self.strands if isinstance(strand, Signal))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided."""
        return tuple(strand for strand in self.strands if isinstance(strand, Decision))

    @property
    def reviews(self) -> tuple[Review, ...]:
        """What was found when decisions were looked at again."""
        return tuple(strand for strand in self.strands if isinstance(strand, Review))


def tell(places: Collection[str], people: Collection[str], months: Sequence[date]) -> Story:
    """The story of a network with these places, people and months: what happened elsewhere, or earlier, is left out."""
    strands: list[Strand] = []
    for strand in sorted(_every_strand(months[-1]), key=lambda strand: strand.on):
        told = {earlier.id for earlier in strands}
        if _is_here(strand, places, people, months[0]) and _has_its_decision(strand, told):
            strands.append(_as_told_here(strand, told, places))
    return Story(tuple(strands))


def _as_told_here(strand: Strand, told: Collection[str], places: Collection[str]) -> Strand:
    """A strand that names nothing which is not told, and no place that is not there."""
    here: dict[str, Any] = {"came_of": tuple(pair for pair in strand.came_of if pair[0] in told)}
    if isinstance(strand, Decision):
        here["judged_by"] = tuple(pair for pair in strand.judged_by if pair[1] in places)
    return replace(strand, **here)


def _is_here(strand: Strand, places: Collection[str], people: Collection[str], first: date) -> bool:
    if isinstance(strand, Decision) and strand.owner not in people:
        return False
    about = getattr(strand, "month", None) or strand.on
    return strand.by in people and (strand.place is None or strand.place in places) and min(about, strand.on) >= first


def _has_its_decision(strand: Strand, told: Collection[str]) -> bool:
    return not isinstance(strand, Review) or strand.decision in told


def _every_strand(last: date) -> Iterator[Strand]:
    text = files(__package__).joinpath("story.toml").read_text(encoding="utf-8")
    written = tomllib.loads(text)["strand"]
    decided = {one["id"]: one for one in written if one["kind"] == "decision"}
    systems = {measure.id: measure.system for measure in MEASURES}
    for one in written:
        about = decided[one["decision"]] if one["kind"] == "review" else one
        system = about.get("system") or systems[about["measure"]]
        yield _strand(one | {"system": system, "place": about.get("place")}, last)


def _strand(one: dict[str, Any], last: date) -> Strand:
    """One strand as it is written, with its months counted back from the last one."""
    kind = one["kind"]
    fields = {name: value for name, value in one.items() if name not in {"kind", "of", "review", "again"}}
    ago, day = one["on"]
    fields["on"] = before(last, ago, day)
    fields["came_of"] = tuple((origin, relation) for origin, relation in one.get("of", ()))
    if "month" in one:
        fields["month"] = before(last, one["month"])
    if kind == "signal":
        fields["through"] = before(last, ago + 1)
    if kind == "review":
        fields["came_of"] = ((one["decision"], "answers"), *fields["came_of"])
    if kind == "decision":
        fields["review_on"] = before(last, *one["review"])
        fields["judged_by"] = tuple(tuple(pair) for pair in one.get("judged_by", ()))
    if "again" in one:
        fields["look_again_on"] = before(last, *one["again"])
    return KINDS[kind](**fields)
