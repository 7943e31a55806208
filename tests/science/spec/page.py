"""One page of `docs/algorithms`: its prose, and the worked example whose numbers the library computes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SPEC = Path(__file__).resolve().parent
ROOT = SPEC.parents[2]

GROUPS = {
    "Begin here": "from numbers to a sentence that a board can rely on",
    "Charts of things measured": "waits, times, scores, volumes",
    "Charts of things counted": "falls, infections, the share of people who got the care they should",
    "Charts of rare events": "what happens less than about once a month",
    "Early warning": "small shifts that last",
    "Rules: what counts as a signal": "each set of rules with its source",
    "How far to trust a chart": "chance, and data that argue with the chart",
    "A change that is known": "phases, and when to begin one",
    "Many charts, many places": "hundreds of series, or hospitals side by side",
}
"""The index, in the order in which someone who improves care meets the questions."""


@dataclass(frozen=True, slots=True)
class Call:
    """The library called on the example's data: done and written from the same thing, so that neither can be wrong."""

    function: Callable[..., Any]
    given: tuple[Any, ...]
    options: Mapping[str, Any]

    def done(self, data: Mapping[str, Any]) -> Any:
        """The result; a word that names a column of the data stands for that column."""
        options = {name: _column(value, data) for name, value in self.options.items()}
        return self.function(*(_column(value, data) for value in self.given), **options)

    def written(self, data: Mapping[str, Any]) -> str:
        """The call as someone would type it."""
        parts = [_typed(value, data) for value in self.given]
        parts += [f"{name}={_typed(value, data)}" for name, value in self.options.items()]
        return f"{self.function.__name__}({', '.join(parts)})"


def call(function: Callable[..., Any], *given: Any, **options: Any) -> Call:
    """Write a call down."""
    return Call(function, given, options)


def _column(value: Any, data: Mapping[str, Any]) -> Any:
    return data[value] if isinstance(value, str) and value in data else value


def _typed(value: Any, data: Mapping[str, Any]) -> str:
    if isinstance(value, str):
        return value if value in data else f'"{value}"'
    return repr(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What someone who improves care can rely on about one statistic.

    `steps` are the lines of the worked example, from the result of `asks`. `by_chance` is how often it misleads, where
    that is known. `held_by` are other test files, beside the page's own, from `tests/science`. `order` is the place
    within the group.
    """

    slug: str
    title: str
    group: str
    sentence: str
    purpose: str
    formula: str
    story: str
    data: Mapping[str, Sequence[Any]]
    asks: Call
    steps: Callable[[Any], Sequence[str]]
    avoid: str
    source: str
    by_chance: str = ""
    measure: str = ""
    unit: str = ""
    related: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    order: int = 50

    def seen(self) -> Any:
        """The result of the worked example."""
        return self.asks.done(self.data)


def said(value: Any, places: int = 2) -> str:
    """A number as it stands in a page: so many decimal places, a true minus sign, thousands marked."""
    text = f"{float(value):,.{places}f}"
    return "−" + text[1:] if text.startswith("-") and text.strip("-0.,") else text.lstrip("-")


def listed(values: Any, places: int | None = None) -> str:
    """Values one after another, a gap for what is missing."""
    return ", ".join(_one(value, places) for value in values)


def _one(value: Any, places: int | None) -> str:
    if value is None or value != value:
        return "(missing)"
    if isinstance(value, str):
        return value
    return said(value, places) if places is not None else f"{value:.12g}".replace("-", "−")


def points(found: Sequence[int]) -> str:
    """Positions as people say them: 4; 4 and 5; 4 to 9."""
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]} to {found[-1]}"
    return " and ".join([", ".join(str(place) for place in found[:-1]), str(found[-1])]) if found[1:] else str(found[0])


def sentences(module: Any) -> list[str]:
    """What a test file holds: the names of its tests, read as the sentences that they are."""
    names = [name for name, made in vars(module).items() if name.startswith("test_") and inspect.isfunction(made)]
    return [_sentence(name) for name in names if name != "test_the_worked_example_by_hand"]


_NAMES = {
    "anhoejs": "Anhøj's",
    "ihi": "IHI",
    "making data counts": "Making Data Count's",
    "making data count": "Making Data Count",
    "western electric": "Western Electric",
    "poissons": "Poisson's",
    "poisson": "Poisson",
    "xbar": "X-bar",
    "binomials": "binomial's",
    "ones own": "one's own",
    "charts own": "charts' own",
    "the s chart": "the S chart",
    **{f"{kind} chart": f"{kind.upper()} chart" for kind in ("i", "p", "u", "c", "g", "t", "mr", "np")},
    **{f"{kind} charts": f"{kind.upper()} charts" for kind in ("i", "p", "u", "c", "g", "t", "mr", "np")},
}


def _sentence(name: str) -> str:
    text = name.removeprefix("test_").replace("_", " ")
    for plain, proper in _NAMES.items():
        text = re.sub(rf"\b{plain}\b", proper, text)
    return text[:1].upper() + text[1:] + "."
