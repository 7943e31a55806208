"""Run charts and Shewhart charts: has a measure changed, since when, and how sure is that?"""

from __future__ import annotations

from .analysis import analyse
from .charts import KINDS
from .choosing import Choice, choose
from .columns import BadSeries
from .funnels import Funnel, funnel
from .making_data_count import MakingDataCount, making_data_count
from .performance import Pattern, average_run_length, chance_of_signal
from .reading import read
from .rebasing import Proposal, propose_rebase
from .result import Analysis, PhaseRuns, Reading, Signal
from .rules import RULES
from .screening import Screen, screen, screen_by_rules

__all__ = [
    "KINDS",
    "RULES",
    "Analysis",
    "BadSeries",
    "Choice",
    "Funnel",
    "MakingDataCount",
    "Pattern",
    "PhaseRuns",
    "Proposal",
    "Reading",
    "Screen",
    "Signal",
    "analyse",
    "average_run_length",
    "chance_of_signal",
    "choose",
    "funnel",
    "making_data_count",
    "propose_rebase",
    "read",
    "screen",
    "screen_by_rules",
]
