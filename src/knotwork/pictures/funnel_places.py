"""What each place of a funnel plot says: beyond the limits or within, good or bad, in words and as table rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knotwork.pictures.marks import MARKS, State
from knotwork.pictures.numerals import Quantity, number, quantity_for
from knotwork.science.spc.funnels import Funnel


class NamesDoNotMatch(ValueError):
    """The funnel plot was given more or fewer names than it has places."""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One place of a funnel plot in words, in the order in which the places were given."""

    position: int
    name: str
    value: str
    denominator: str
    centre: str
    lower: str
    upper: str
    warning_lower: str
    warning_upper: str
    state: State
    signal: str


def place_names(result: Funnel, names: Sequence[str] | None) -> list[str]:
    """The names given, or those that the result carries; raises NamesDoNotMatch unless there is one a place."""
    found = [str(name) for name in (result.names if names is None else names)]
    if len(found) != len(result.value):
        raise NamesDoNotMatch(f"The funnel has {len(result.value)} places but {len(found)} names: give one for each.")
    return found


def funnel_quantity(result: Funnel, unit: str, decimals: int | None) -> Quantity:
    """How the values of a funnel are written."""
    return quantity_for(result.value.tolist(), unit, decimals)


def place_states(result: Funnel, direction: str | None) -> list[State]:
    """The state of every place; `direction` says whether more is better ("increase") or worse ("decrease")."""
    above = (result.value > result.centre).tolist()
    return [_state(high, direction) if out else "common" for out, high in zip(result.outside, above, strict=True)]


def _state(high: bool, direction: str | None) -> State:
    if direction is None:
        return "changed"
    return "better" if high == (direction == "increase") else "worse"


# A place is not a change in time, so the words of the marks are not quite those of a chart.
WORDS: dict[State, str] = {
    "better": "Better than chance explains",
    "worse": "Concern",
    "changed": "Different",
    "common": MARKS["common"].word,
}


def place_signals(result: Funnel, states: Sequence[State]) -> list[str]:
    """Each place's sign in words: which limit it lies beyond, or between which it lies."""
    found = []
    for at, state in enumerate(states):
        side = "above" if result.value[at] > result.centre else "below"
        limit = "upper" if side == "above" else "lower"
        if state != "common":
            found.append(f"{WORDS[state]}: {side} the {limit} 99.8% limit")
        elif result.warned[at]:
            found.append(f"{WORDS[state]}: {side} the {limit} 95% limit, within the 99.8% limit")
        else:
            found.append(WORDS[state])
    return found


def size_words(value: float) -> str:
    """A denominator as people write it: whole where it is."""
    return number(value, 0 if value == int(value) else 1)


def funnel_table(
    result: Funnel,
    *,
    names: Sequence[str] | None = None,
    unit: str = "",
    decimals: int | None = None,
    direction: str | None = None,
) -> list[FunnelRow]:
    """Every place in words, in the order given; arguments as for `funnel_plot`. Raises NamesDoNotMatch."""
    labels, quantity = place_names(result, names), funnel_quantity(result, unit, decimals)
    states = place_states(result, direction)
    signals = place_signals(result, states)
    return [
        FunnelRow(
            position=at + 1,
            name=name,
            value=quantity.short(float(result.value[at])),
            denominator=size_words(float(result.denominator[at])),
            centre=quantity.level(result.centre),
            lower=quantity.level(float(result.lower[at])),
            upper=quantity.level(float(result.upper[at])),
            warning_lower=quantity.level(float(result.warning_lower[at])),
            warning_upper=quantity.level(float(result.warning_upper[at])),
            state=states[at],
            signal=signals[at],
        )
        for at, name in enumerate(labels)
    ]
