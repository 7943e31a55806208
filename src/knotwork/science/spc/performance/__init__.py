"""How well rules do their work: how long until they signal, by chance and after a change of a known size."""

from __future__ import annotations

from .detection import chance_of_signal
from .run_length import (
    FOUR_OF_FIVE,
    THREE_SIGMA,
    TWO_OF_THREE,
    WESTERN_ELECTRIC,
    BadTests,
    Pattern,
    average_run_length,
    run_of,
)

__all__ = [
    "FOUR_OF_FIVE",
    "THREE_SIGMA",
    "TWO_OF_THREE",
    "WESTERN_ELECTRIC",
    "BadTests",
    "Pattern",
    "average_run_length",
    "chance_of_signal",
    "run_of",
]
