"""Run chart: values in order of time about their median."""

from __future__ import annotations

from ..averages import median
from ..series import Demands
from .lines import Ask, Family, Lines


def _draw(ask: Ask) -> Lines:
    return Lines(median(ask.base.value) if ask.centre is None else ask.centre)


RUN = Family("run", "run chart", Demands(), _draw)
