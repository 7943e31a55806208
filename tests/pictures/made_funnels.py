"""Funnels made by hand or by the science, for the pictures of places side by side."""

from __future__ import annotations

from typing import Any

import numpy as np

from knotwork.pictures import funnel_plot
from knotwork.science.spc import Funnel, funnel

WARDS = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel")
SIZES = (40, 100, 200, 400, 800, 1000)
EVENTS = (8, 20, 40, 140, 160, 100)


def wards(**changes: Any) -> Funnel:
    """Six wards around 20 %; Elm is far above and Hazel far below what chance explains."""
    known: dict[str, Any] = {"names": WARDS, "overdispersion": False}
    return funnel(EVENTS, SIZES, **(known | changes))


def crowd(count: int, *, kind: str = "proportion", adjusted: bool = True) -> Funnel:
    """Many places that differ by more than chance."""
    chance = np.random.default_rng(count)
    sizes = np.exp(chance.uniform(np.log(40), np.log(2500), count)).round()
    shares = np.clip(0.2 + chance.normal(0, 0.04, count), 0.01, 0.99)
    return funnel(
        chance.binomial(sizes.astype(int), shares),
        sizes,
        kind=kind,
        names=[f"Place {at}" for at in range(count)],
        overdispersion=adjusted,
    )


def plot(made: Funnel | None = None, **changes: Any) -> str:
    """A funnel plot with plain words."""
    known: dict[str, Any] = {"title": "t", "description": "d", "unit": "proportion", "size_label": "Admissions"}
    return funnel_plot(made or wards(), **(known | changes))
