"""Very many charts in one pass."""

from __future__ import annotations

from .screen import Screen
from .table import screen, screen_by_rules

__all__ = ["Screen", "screen", "screen_by_rules"]
