"""What was planted in the simulated network's numbers: where, when, from what level to what, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knotwork.science.simulation.months import before


@dataclass(frozen=True, slots=True)
class Planted:
    """One true change, counted in months before the last one; levels are in the measure's own unit.

    A step changes at once in its month. A drift begins there and reaches its new level in the last month.
    """

    place: str
    measure: str
    shape: Literal["step", "drift"]
    ago: int
    was: float
    became: float
    told_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One true change of a network: `position` is that of the first changed month, counted from nought."""

    place: str
    measure: str
    shape: Literal["step", "drift"]
    position: int
    month: date
    was: float
    became: float
    told_in: tuple[str, ...]


FALLS, OBSERVATIONS, HELP = "falls-rate", "observations-on-time", "help-within-30"

PLANTED = (
    Planted("ward-4", FALLS, "step", 24, 10.2, 4.4, ("two-pm-round",)),
    Planted("ward-7", FALLS, "step", 11, 10.0, 4.4, ("tea-trolley-round",)),
    Planted("tarvane-house", FALLS, "step", 16, 11.0, 5.6, ("tarvane-slippers",)),
    Planted("ward-20", FALLS, "step", 12, 9.8, 4.4, ("ward-20-round",)),
    Planted("ward-12", FALLS, "step", 20, 4.4, 9.6, ("ward-12-single-rooms",)),
    Planted("ward-3", OBSERVATIONS, "step", 22, 71, 89, ("ward-3-named-nurse",)),
    Planted("heron-ward", OBSERVATIONS, "step", 15, 70, 91, ("heron-whiteboard",)),
    Planted("ward-14", OBSERVATIONS, "step", 12, 69, 87, ("ward-14-six-am",)),
    Planted("ward-18", OBSERVATIONS, "step", 12, 88, 69, ("ward-18-handhelds",)),
    Planted("ward-25", OBSERVATIONS, "drift", 22, 92, 70, ("ward-25-vacancies",)),
    Planted("ward-5", HELP, "step", 18, 57, 82, ("ward-5-one-number",)),
    Planted("hallowmuir-house", HELP, "step", 14, 38, 84, ("hallowmuir-not-herself",)),
    Planted("alder-ward", HELP, "step", 11, 50, 82, ("alder-video-call",)),
    Planted("ward-22", HELP, "step", 12, 84, 57, ("ward-22-nights",)),
)


def changes(places: Collection[str], months: int, last_month: date) -> Iterator[Change]:
    """The planted changes of a network with these places, of this length. One that began before it is left out."""
    for plant in PLANTED:
        position = months - 1 - plant.ago
        if plant.place in places and position > 0:
            month = before(last_month, plant.ago)
            yield Change(
                plant.place, plant.measure, plant.shape, position, month, plant.was, plant.became, plant.told_in
            )
