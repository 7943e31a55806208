"""Very many charts in one pass."""

from __future__ import annotations

from .table import Screen, screen

__all__ = ["Screen", "screen"]
