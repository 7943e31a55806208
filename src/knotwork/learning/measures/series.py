"""One measure at one place: its numbers, its chart, and what they say."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from math import nan

import numpy as np

from knotwork.access.policy import Subject
from knotwork.learning.measures.models import Measure
from knotwork.learning.places.models import Place
from knotwork.science.method.before_after import BeforeAfter, before_and_after, sentence
from knotwork.science.spc import Analysis, Proposal, Reading, Signal, analyse, propose_rebase, read
from knotwork.science.spc.verdict import POINT_RULES

KEPT = 5_000  # analyses that a process keeps: some 30 MB
MEANINGS = {"better": "Improvement", "worse": "Concern", "unclear": "Change"}


@dataclass(frozen=True, slots=True)
class SignalLine:
    """A signal as people read it: good or bad, what was seen, in which periods, and the first of them."""

    meaning: str
    words: str
    span: str
    began: date


def said(signal: Signal) -> str:
    """What a signal is, in words."""
    if signal.rule == "outside limits":
        return "above the upper limit" if signal.side == "above" else "below the lower limit"
    if signal.rule == "long run":
        return f"{len(signal.points)} points in a row {signal.side} the centre line"
    if signal.rule == "few crossings":
        return "points change sides of the centre line less often than chance would make them"
    return signal.rule


@lru_cache(maxsize=KEPT)
def _analysed(
    kind: str,
    y: tuple[float, ...],
    n: tuple[float | None, ...] | None,
    phases: tuple[int, ...],
    multiply: float,
    direction: str | None,
) -> Analysis:
    """What a chart of these very numbers says. Asked again, as by every visit to a page of many charts, it is known."""
    return analyse(kind, y, n, phases=phases, multiply=multiply, direction=direction)


@dataclass(frozen=True)
class Series:
    """One measure at one place: its numbers by period, and the chart of them, drawn anew where people began a phase.

    In the `hidden` periods its number is too small to be shown to whoever asked, or would give such a one away: there
    is none in it, so nothing that is made of a series can tell it.
    """

    measure: Measure
    place: Place
    periods: tuple[date, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float | None, ...]
    chart: str = ""
    phases: tuple[date, ...] = ()
    hidden: frozenset[date] = frozenset()

    def without(self, hidden: frozenset[date]) -> "Series":
        """The same series with no numbers in these periods."""
        gone = [period in hidden for period in self.periods]
        if not any(gone):
            return self
        numbers = tuple(nan if out else y for out, y in zip(gone, self.numerators, strict=True))
        below = tuple(None if out and n is None else nan if out else n
                      for out, n in zip(gone, self.denominators, strict=True))  # fmt: skip
        return replace(self, numerators=numbers, denominators=below, hidden=hidden & frozenset(self.periods))

    def before(self, day: date) -> "Series | None":
        """The same series as it stood before a day; None where it had no number yet."""
        kept = sum(period < day for period in self.periods)
        if not any(y == y for y in self.numerators[:kept]):
            return None
        return replace(self, periods=self.periods[:kept], numerators=self.numerators[:kept],
                       denominators=self.denominators[:kept])  # fmt: skip

    def said_before(self, day: date) -> bool:
        """Whether the chart said before a day what it says now: the same verdict, of a change that had begun then."""
        then = self.before(day)
        if then is None or self.since is None or self.since >= day:
            return False
        return then.since is not None and then.analysis.verdict == self.analysis.verdict

    @property
    def lasts(self) -> bool:
        """Whether what the chart says is a change that stands, and no single odd point."""
        finding = self.analysis.finding
        return finding is not None and self.analysis.stands and finding.rule not in POINT_RULES

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this series."""
        return Subject(self.measure.system_id, self.place.path)

    @property
    def kind(self) -> str:
        """The kind of chart: the one asked for, or else the measure's own."""
        return self.chart or self.measure.chart

    @cached_property
    def analysis(self) -> Analysis:
        """The chart, analysed. The series must have a number in it."""
        n = None if None in self.denominators or self.kind == "c" else self.denominators
        phases = tuple(self.periods.index(begun) for begun in self.phases if begun in self.periods)
        direction = None if self.measure.direction == Measure.Direction.NEITHER else self.measure.direction
        return _analysed(self.kind, self.numerators, n, phases, self.measure.multiply, direction)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The periods as people write them: months where all are months."""
        months = all(period.day == 1 for period in self.periods)
        return tuple(f"{period:%b %Y}" if months else f"{period.day} {period:%b %Y}" for period in self.periods)

    @cached_property
    def reading(self) -> Reading:
        """The chart in words."""
        return read(self.analysis, name=self.name, unit=self.measure.unit, periods=self.labels)

    @cached_property
    def proposal(self) -> Proposal | None:
        """Where a new phase might begin, with the evidence, if the chart shows a shift that stands."""
        return propose_rebase(self.analysis, periods=self.labels)

    def about(self, day: date) -> BeforeAfter | None:
        """The numbers before and after something that happened on a day; None where some are hidden from the reader.

        A period is before if the next had begun by that day, and after if it had not begun itself. Where people began
        a new phase, what lies before the last one that had begun by then is not compared with.
        """
        if self.hidden:
            return None
        first = max((self.periods.index(begun) for begun in self.phases if begun in self.periods and begun <= day),
                    default=0)  # fmt: skip
        periods = self.periods[first:]
        decided = max(sum(period <= day for period in periods) - 1, 0)
        n = None if None in self.denominators or self.kind == "c" else self.denominators[first:]
        return before_and_after(
            self.kind,
            self.numerators[first:],
            n,
            decided=decided,
            left_out=sum(period <= day for period in periods) - decided,
            multiply=self.measure.multiply,
            direction=None if self.measure.direction == Measure.Direction.NEITHER else self.measure.direction,
        )

    def since_words(self, day: date) -> str:
        """What is known of it since something that happened on a day, in words that claim no cause."""
        found = self.about(day)
        if found is None:
            return f"{self.name}: some of its numbers are too small to be shown, so before and after are not compared."
        return sentence(found, name=self.name, unit=self.measure.unit)

    @property
    def name(self) -> str:
        """The measure and the place, as a sentence begins with them."""
        return f"{self.measure.name} {'on' if self.place.kind == Place.Kind.WARD else 'at'} {self.place.name}"

    @property
    def since(self) -> date | None:
        """The first period of the latest signal, if there is one."""
        return self.periods[self.analysis.since - 1] if self.analysis.since else None

    @property
    def signals(self) -> list["SignalLine"]:
        """Each signal in words, the newest first."""
        lines = [self._line(signal) for signal in self.analysis.signals]
        return sorted(lines, key=lambda line: line.began, reverse=True)

    def _line(self, signal: Signal) -> "SignalLine":
        first, last = signal.since or signal.points[0], signal.points[-1]
        span = " to ".join(dict.fromkeys((self.labels[first - 1], self.labels[last - 1])))
        return SignalLine(MEANINGS[signal.meaning], said(signal), span, self.periods[first - 1])

    @property
    def too_small(self) -> str:
        """What stands in the place of a number that is hidden. It does not say which of them are the small ones."""
        return f"fewer than {self.measure.suppress_below}, here or nearby"

    @property
    def latest(self) -> float | None:
        """The newest value that is plotted."""
        present = self.analysis.y[~np.isnan(self.analysis.y)]
        return float(present[-1]) if len(present) else None

    @property
    def latest_words(self) -> str:
        """The newest value as people write it, or that it is too small to be shown."""
        if self.periods[-1] in self.hidden:
            return self.too_small
        percent = "%" if self.measure.unit == "%" else ""
        return "" if self.latest is None else f"{self.latest:,.1f}{percent}"
