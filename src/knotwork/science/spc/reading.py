"""The chart in words: a plain sentence of what changed, that a board member can rely on, and one of how it is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import words
from .averages import mean, median, ratio
from .charts import KINDS
from .result import Analysis, PhaseRuns, Reading, Signal
from .rules import RULES
from .rules.few_crossings import FEW_CROSSINGS
from .rules.long_run import LONG_RUN
from .verdict import ENOUGH, POINT_RULES

POOLED = frozenset({"p", "pp", "u", "up", "ip"})
TRENDS = frozenset({"rising", "falling"})
_MANY = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
"""As many points as may be lacking, of the ten that are enough."""


def read(
    analysis: Analysis,
    *,
    name: str | None = None,
    unit: str = "",
    periods: Sequence[str] | None = None,
    places: int | None = None,
) -> Reading:
    """Put an analysed chart into words: what changed and when, how sure that is, and what would change our mind.

    `name` is what was measured, `unit` follows the numbers ("%" without a space), `periods` are the names of the
    plotted points, and `places` the decimal places (more where
    two levels would be written the same). Shares that were not multiplied are said as percentages when
    the unit is "%". Raises ValueError when the periods are not one a point.
    """
    if periods is not None and len(periods) != len(analysis.x):
        raise ValueError(f"There are {len(analysis.x)} points but {len(periods)} names of periods: give one for each.")
    teller = _Teller(analysis, name, unit.strip(), periods, places)
    headline, sentence, brief = teller.told()
    return Reading(headline, sentence, brief, teller.sureness(), teller.would_change())


def sentence(analysis: Analysis) -> str:
    """The reading of a chart whose name and unit are not known."""
    return _Teller(analysis, None, "", None, None).told()[1]


@dataclass(frozen=True, slots=True)
class _Teller:
    analysis: Analysis
    name: str | None
    unit: str
    periods: Sequence[str] | None
    places: int | None

    def told(self) -> tuple[str, str, str]:
        """Headline, sentence and brief."""
        seen = self.analysis
        if seen.verdict == "early":
            return self._early()
        if seen.finding is None:
            return self._steady()
        if seen.finding.rule in POINT_RULES:
            return self._point(seen.finding)
        if seen.finding.side == "crossings" and seen.finding.towards is None:
            return self._pattern(seen.finding)
        return self._shift(seen.finding) if seen.stands else self._passed(seen.finding)

    def sureness(self) -> str:
        rate = self.analysis.false_signal_rate
        said = []
        if self.analysis.phases[-1].unset:
            return "There are no lines to judge by."
        if rate is not None and self.analysis.verdict != "early":
            said.append(
                f"Though nothing had changed, a chart like this would signal {words.chance(rate)} by chance alone."
            )
        if self.analysis.verdict == "early":
            said.append("Too few points to judge by.")
        return " ".join([*said, *self.analysis.warnings])

    def would_change(self) -> str:
        seen, last = self.analysis, self.analysis.phases[-1]
        if last.unset:
            return "A baseline with values, or none, would let the others be judged."
        if seen.verdict == "early":
            more = max(ENOUGH - last.useful, 1)
            return f"{_MANY[more - 1]} more useful {_plural('point', more)} would be enough to judge by."
        if seen.finding is None or not seen.stands:
            return self._evidence(last)
        if seen.finding.rule in POINT_RULES:
            if not KINDS[seen.kind].has_runs:
                return "If the next three points lie inside the limits, the change has not lasted."
            return (
                "Further points outside the limits or a long run would show a lasting change; "
                "if the next three lie inside, it was a single event."
            )
        other = "above" if _below(seen.finding) else "below"
        return f"If most of the points to come lie {other} the centre line, the change has not lasted."

    def _evidence(self, last: PhaseRuns) -> str:
        """What would be evidence of change where there is none now."""
        seen = self.analysis
        if not last.useful:
            return f"{_MANY[ENOUGH - 1]} points off the centre line would be enough to judge by."
        if KINDS[seen.kind].has_runs and seen.rules != "anhoej":
            return f"A signal under {RULES[seen.rules].title} would be evidence of change."
        return f"{_any_of(self._signs(last))} would be evidence of change."

    def _signs(self, last: PhaseRuns) -> list[str]:
        seen = self.analysis
        signs = ["A point outside the limits"] if not bool(np.isnan(seen.upper[-1])) else []
        if not KINDS[seen.kind].has_runs:
            return signs or ["A point outside the limits, once there are any,"]
        return [
            *signs,
            f"{last.longest_run_max + 1} points in a row on one side of the centre line",
            f"fewer than {last.crossings_min} changes of side",
        ]

    # What is told

    def _early(self) -> tuple[str, str, str]:
        last = self.analysis.phases[-1]
        present = int(
            np.count_nonzero(
                ~np.isnan(self.analysis.y[last.first - 1 : last.last])
                & ~self.analysis.excluded[last.first - 1 : last.last]
            )
        )
        why = (
            f"only {present} {_plural('value', present)} so far, and {ENOUGH} are needed"
            if present
            else "there are no values yet"
        )
        if last.unset:
            why = f"{_none_of(last.unset)}, so that there are no lines; set the baseline where there are values"
        elif present >= ENOUGH:
            why = f"only {last.useful} of {present} values lie off the centre line, and {ENOUGH} are needed"
        return self._titled("too early to say"), f"{self._subject('too early to say')}: {why}.", "Too early to say"

    def _steady(self) -> tuple[str, str, str]:
        last, cusum = self.analysis.phases[-1], self.analysis.kind == "cusum"
        fact, level = "no evidence of change", "about the centre" if cusum else f"around {self._amount(last.centre)}"
        headline = self._titled(f"{fact}, {level}")
        said = f"{headline}. The points go up and down as they would by chance."
        if not last.useful:  # all the same, since there are enough
            same = "points lie on the centre line" if cusum else f"values are {self._amount(last.centre)}"
            said = f"{self._titled(fact)}. All {same}."
        return headline, said, "No evidence of change"

    def _point(self, finding: Signal) -> tuple[str, str, str]:
        place = finding.points[-1]
        side = "low" if _below(finding) else "high"
        later = "" if self.analysis.stands else ", with no sign of change since"
        fact = f"unusually {side} {self._at(place)}"
        limit = self.analysis.lower if side == "low" else self.analysis.upper
        value, limits = float(self.analysis.y[place - 1]), float(limit[place - 1])
        places = self._places(value, limits)
        first = self._titled(f"{fact}, at {self._amount(value, places)}{later}{self._judged()}")
        beyond = f"{'below' if side == 'low' else 'above'} the limit of {self._amount(limits, places)}"
        return (
            self._titled(f"{fact}{later}"),
            f"{first}. Chance alone seldom goes {beyond}.",
            self._brief(f"{side.capitalize()} {words.preposition(self._when(place))}", place),
        )

    def _shift(self, finding: Signal) -> tuple[str, str, str]:
        since = finding.since or finding.points[0]
        old, new = self._levels(finding, since)
        if old is None or words.same(old, new) or (new < old) != _below(finding):
            return self._sided(finding, since, new)
        verb = "fell" if new < old else "rose"
        places = self._places(old, new)
        change = f"{verb} from {self._bare(old, places)} to {self._amount(new, places)} {self._at(since)}"
        subject = self.name or "the values"
        brief = self._brief("Lower since" if verb == "fell" else "Higher since", since)
        return (
            _capital(f"{self.name} {change}" if self.name else change),
            f"{_capital(subject)} {change}{self._judged()}. {self._grounds(finding)}.",
            brief,
        )

    def _sided(self, finding: Signal, since: int, level: float) -> tuple[str, str, str]:
        """A shift or a trend whose levels do not say where it went."""
        below = _below(finding)
        if finding.side in TRENDS:
            fact, start = f"{finding.side} since {self._when(since)}", f"{finding.side.capitalize()} since"
        else:
            centre = self.analysis.phases[-1].centre
            beside = level < centre if below else level > centre  # not drawn away by a few points
            around = f", around {self._amount(level)}" if beside else ""
            fact = f"{'below' if below else 'above'} the centre line since {self._when(since)}{around}"
            start = "Lower since" if below else "Higher since"
        said = f"{self._titled(fact)}{self._judged()}. {self._grounds(finding)}."
        return self._titled(fact), said, self._brief(start, since)

    def _pattern(self, finding: Signal) -> tuple[str, str, str]:
        fact = f"an unusual pattern since {self._when(finding.points[0])}"
        return (
            self._titled(fact),
            f"{self._titled(fact)}. {self._grounds(finding)}.",
            self._brief("Unusual since", finding.points[0]),
        )

    def _passed(self, finding: Signal) -> tuple[str, str, str]:
        side = "lower" if _below(finding) else "higher"
        first, last = self._when(finding.points[0]), self._when(finding.points[-1])
        fact = f"{side} from {first} to {last}, and no longer"
        return (
            self._titled(fact),
            f"{self._titled(fact)}. {self._grounds(finding)}; most since lie on the other side.",
            self._brief(f"{side.capitalize()} until", finding.points[-1]),
        )

    def _grounds(self, finding: Signal) -> str:
        """How the change is seen, for people who have never been taught the rules."""
        last = self.analysis.phases[-1]
        if finding.rule == "new level":
            return f"The new phase runs {finding.side} the old centre line for longer than chance explains"
        if finding.rule == FEW_CROSSINGS:
            fewer = "The points change sides of the centre line less often than chance would make them"
            return f"{fewer}: {_times(last.crossings)}, where at least {finding.limit} are expected"
        if finding.rule != LONG_RUN:
            return f"{len(finding.points)} points show a pattern that chance seldom makes: “{finding.rule}”"
        run = f"{len(finding.points)} points in a row lie {finding.side} the centre line"
        return f"{run}, where chance explains up to {finding.limit}"

    def _judged(self) -> str:
        return {"better": ", which is an improvement", "worse": ", which is a change for the worse"}.get(
            self.analysis.verdict, ""
        )

    # Levels, amounts and periods

    def _levels(self, finding: Signal, since: int) -> tuple[float | None, float]:
        last = self.analysis.phases[-1]
        if finding.rule == "new level":
            return self.analysis.phases[-2].centre, last.centre
        before, after = self._level(last.first, since - 1), self._level(since, last.last)
        if since - last.first < 3:
            before = self.analysis.phases[-2].centre if len(self.analysis.phases) > 1 else math.nan
        return (None if math.isnan(before) else before), after

    def _level(self, first: int, last: int) -> float:
        """The level of a stretch, by the chart's own centre: median, pooled ratio or mean."""
        seen = self.analysis
        stretch = slice(first - 1, last)
        left_out = seen.excluded[stretch]
        some = bool(np.count_nonzero(left_out))
        kept = np.where(left_out, np.nan, seen.y[stretch]) if some else seen.y[stretch]
        if seen.kind in {"run", "g"}:
            return float(median(kept))
        if seen.kind in POOLED and seen.n is not None:
            n = seen.n[stretch]  # missing where the value is
            return float(ratio(kept * n, np.where(left_out, np.nan, n) if some else n))
        return float(mean(kept))

    def _places(self, *values: float) -> int:
        """The decimal places for these values, by the size of the centre: as many as it takes to tell them apart."""
        factor = self._factor()
        usual = words.places_for(self.analysis.phases[-1].centre * factor) if self.places is None else self.places
        return words.places_apart([value * factor for value in values], usual, percent=self._unit() == "%")

    def _factor(self) -> float:
        seen = self.analysis
        return 100.0 if self.unit == "%" and seen.kind in {"p", "pp"} and seen.multiply == 1 else 1.0

    def _unit(self) -> str:
        """What follows the numbers; sums in standard deviations have no unit of what was measured."""
        return "" if KINDS[self.analysis.kind].in_sigmas else self.unit

    def _bare(self, value: float, places: int | None = None) -> str:
        places = self._places(value) if places is None else places
        return words.number(value * self._factor(), places) + ("%" if self._unit() == "%" else "")

    def _amount(self, value: float, places: int | None = None) -> str:
        bare, unit = self._bare(value, places), self._unit()
        return bare if unit in {"", "%"} else f"{bare} {unit}"

    def _when(self, place: int) -> str:
        if self.periods is not None:
            return str(self.periods[place - 1])
        return words.period(self.analysis.x[place - 1], days=not words.monthly(self.analysis.x))

    def _at(self, place: int) -> str:
        when = self._when(place)
        return f"{words.preposition(when)} {when}"

    def _brief(self, start: str, place: int) -> str:
        brief = f"{start} {words.short(self._when(place))}"
        return brief if len(brief.split()) <= 5 else start.split()[0] + " of late"

    def _titled(self, fact: str) -> str:
        return f"{_capital(self.name)}: {fact}" if self.name else _capital(fact)

    def _subject(self, fact: str) -> str:
        return f"{_capital(self.name)}, {fact}" if self.name else _capital(fact)


def _below(signal: Signal) -> bool:
    return (signal.towards or signal.side) in {"below", "falling"}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _plural(word: str, many: int) -> str:
    return word if many == 1 else word + "s"


def _times(many: int) -> str:
    return "once" if many == 1 else f"{many} times"


def _none_of(first: int) -> str:
    """What is said of so many first points that were to set the lines, and none of them counts."""
    if first == 1:
        return "the first value, which was to set the limits, is missing or left out"
    return f"none of the first {first} values, which were to set the limits, is there"


def _any_of(signs: list[str]) -> str:
    return signs[0] if len(signs) == 1 else ", ".join(signs[:-1]) + " or " + signs[-1]
