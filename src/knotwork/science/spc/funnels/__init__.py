"""Funnel plots: which places differ from the others by more than chance, small and large judged alike."""

from __future__ import annotations

from .funnel import Funnel, funnel

__all__ = ["Funnel", "funnel"]
