"""Very many charts in one pass."""

from __future__ import annotations

from .screen import Screen
from .table import screen

__all__ = ["Screen", "screen"]
