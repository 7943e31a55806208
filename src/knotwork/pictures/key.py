"""The key of a chart: only what is on it, each with its shape and word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.levels import WARNING_DASH
from knotwork.pictures.marks import MARKS, STATES, mark
from knotwork.pictures.markup import line, short, text
from knotwork.pictures.states import crossed_points, plotted, point_states
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.result import Analysis

_ROW = 24.0


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of a key: the state or line, its shape, class, word, and what it means in a sentence."""

    name: str
    shape: str
    css: str
    word: str
    meaning: str


def legend(analysis: Analysis, *, warning_lines: bool = False) -> list[KeyEntry]:
    """The marks that this chart uses, in the order of what matters most, then its special lines.

    `warning_lines` as for the chart.
    """
    states = point_states(analysis)
    present = {states[at] for at in plotted(analysis)}
    entries = [
        KeyEntry(state, MARKS[state].shape, MARKS[state].css, MARKS[state].word, MARKS[state].meaning)
        for state in STATES
        if state in present
    ]
    for state in dict.fromkeys(crossed_points(analysis).values()):
        css = f"kw-centre-signal {MARKS[state].css}"
        meaning = "The points change sides of the centre line less often than chance would make them."
        entries.append(KeyEntry(f"crossings {state}", "broken line", css, "Few crossings", meaning))
    if any(value == value for value in analysis.upper.tolist()):
        meaning = "Between the limits: where points fall while nothing has changed."
        entries.append(KeyEntry("band", "band", "kw-band", "Usual range", meaning))
    if warning_lines and any(value == value for value in analysis.warning_upper.tolist()):
        meaning = "Two thirds of the way to the limits: beyond them points begin to be unusual."
        entries.append(KeyEntry("warning", "dotted line", "kw-warning", "Warning lines", meaning))
    return entries


def target_entry(words: str) -> KeyEntry:
    """The target with its value, for a chart that has no room for it at the end of its line."""
    return KeyEntry("target", "broken line", "kw-target", words, "Where the team wants to be.")


def key_rows(entries: list[KeyEntry], size: float, room: float) -> list[list[tuple[KeyEntry, float]]]:
    """The entries in rows that fit into `room`, each with its place from the left."""
    rows: list[list[tuple[KeyEntry, float]]] = [[]]
    x = 0.0
    for entry in entries:
        width = 24 + text_width(entry.word, size) + 18
        if x and x + width > room:
            rows.append([])
            x = 0.0
        rows[-1].append((entry, x))
        x += width
    return rows


Swatch = Callable[[KeyEntry, float, float], str]
"""Draws what stands for an entry, about a point."""


def key_height(rows: list[list[tuple[KeyEntry, float]]]) -> float:
    """How high the key will be."""
    return _ROW * len(rows)


def draw_key(
    rows: list[list[tuple[KeyEntry, float]]], left: float, top: float, size: float, swatch: Swatch | None = None
) -> str:
    """The key below the picture; `swatch` draws what stands for an entry, where it is not one of a chart."""
    parts = []
    for row, entries in enumerate(rows):
        y = top + row * _ROW + _ROW / 2
        for entry, x in entries:
            parts.append((swatch or _swatch)(entry, left + x + 9, y))
            parts.append(text(left + x + 24, y + size * 0.35, entry.word, "kw-key", size=size, fill=marks.INK))
    return "".join(parts)


def _swatch(entry: KeyEntry, x: float, y: float) -> str:
    if entry.name == "band":
        edges = f"M{short(x - 9)} {short(y - 6)}h18m-18 12h18"
        return (
            f'<rect class="kw-band" fill="{marks.BAND}" x="{short(x - 9)}" y="{short(y - 6)}" width="18" height="12"/>'
            + line("kw-limit", marks.LIMIT, 1.2, edges, ' stroke-dasharray="6 4"')
        )
    dash = f"M{short(x - 10)} {short(y)}h18"
    if entry.name.startswith("crossings"):
        colour = next(MARKS[state].colour for state in STATES if entry.name == f"crossings {state}")
        return line(f"kw-centre {entry.css}", colour, 2.2, dash, ' stroke-dasharray="9 4"')
    if entry.name == "target":
        return line("kw-target", marks.PINE, 1.8, dash, ' stroke-dasharray="12 3 2 3"')
    if entry.name == "warning":
        return line("kw-warning", marks.LIMIT, 1.4, dash, WARNING_DASH)
    return next(mark(state, x, y, 4.4) for state in STATES if state == entry.name)
