"""What the simulated network counts: two learning systems and their three measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class System:
    """A learning system with what its charter settles: its purpose, who is needed, how it reduces inequality."""

    id: str
    name: str
    purpose: str
    who: str
    equity: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, with the definition that makes two teams' numbers comparable.

    `multiply` turns numerator / denominator into the unit; `chart` is the code of the chart it is read on.
    """

    id: str
    system: str
    name: str
    definition: str
    kind: Literal["outcome", "process", "balancing"]
    chart: Literal["u", "p"]
    direction: Literal["increase", "decrease"]
    numerator: str
    denominator: str
    unit: str
    multiply: float


SYSTEMS = (
    System(
        id="deterioration",
        name="Recognising deterioration sooner",
        purpose="People who are becoming more unwell are noticed, and helped, before it is an emergency.",
        who="Ward and care-home teams, outreach nurses, families and carers, and those who answer the phone at night.",
        equity=(
            "Care homes and small or island hospitals have the fewest people to call. We look at their numbers "
            "apart, and hear from them first."
        ),
    ),
    System(
        id="falls",
        name="Falls",
        purpose="Fewer people fall while they are in our care, and nobody is kept in a chair to achieve it.",
        who="Ward and care-home teams, physiotherapists, domestic staff, families and people who have fallen.",
        equity=(
            "People with dementia fall most and are asked least. Each learning session begins with what one of them, "
            "or somebody close to them, has told us."
        ),
    ),
)

MEASURES = (
    Measure(
        id="falls-rate",
        system="falls",
        name="Falls",
        definition=(
            "Every fall by a person in our care, with or without harm, for every 1,000 days that beds were occupied. "
            "A fall is coming to rest on the floor, or a lower level, without meaning to."
        ),
        kind="outcome",
        chart="u",
        direction="decrease",
        numerator="falls",
        denominator="occupied bed days",
        unit="per 1,000 bed days",
        multiply=1000.0,
    ),
    Measure(
        id="observations-on-time",
        system="deterioration",
        name="Observations on time",
        definition=(
            "Of the sets of observations looked at in the weekly sample, the share that were complete and done no "
            "later than 15 minutes after they were due."
        ),
        kind="process",
        chart="p",
        direction="increase",
        numerator="sets of observations complete and on time",
        denominator="sets of observations sampled",
        unit="%",
        multiply=100.0,
    ),
    Measure(
        id="help-within-30",
        system="deterioration",
        name="Help within 30 minutes",
        definition=(
            "Of the times that a person's early warning score reached 5 or more, the share in which somebody able to "
            "act came, or gave advice by telephone, within 30 minutes."
        ),
        kind="process",
        chart="p",
        direction="increase",
        numerator="high scores answered within 30 minutes",
        denominator="high scores",
        unit="%",
        multiply=100.0,
    ),
)
