"""The key of a funnel plot: its shapes and its lines, each with its word."""

from __future__ import annotations

from collections.abc import Sequence

from knotwork.pictures import marks
from knotwork.pictures.funnel_places import WORDS
from knotwork.pictures.key import KeyEntry
from knotwork.pictures.marks import MARKS, STATES, State, mark
from knotwork.pictures.markup import line, short
from knotwork.science.spc.funnels import Funnel

_LINES: dict[str, tuple[float, str]] = {
    "limits": (1.4, ' stroke-dasharray="6 4"'),
    "warnings": (1.4, ' stroke-dasharray="1 4" stroke-linecap="round"'),
    "plain": (0.8, ""),
}
_MEANINGS: dict[State, str] = {
    "better": "Beyond the 99.8% limits on the side that is good.",
    "worse": "Beyond the 99.8% limits on the side that is not good.",
    "changed": "Beyond the 99.8% limits.",
    "common": "Within the limits: chance and size explain where it lies.",
}


def funnel_legend(result: Funnel, states: Sequence[State], *, plain: bool) -> list[KeyEntry]:
    """The shapes that this funnel uses, in the order of what matters most, then its lines."""
    entries = [
        KeyEntry(state, MARKS[state].shape, MARKS[state].css, WORDS[state], _MEANINGS[state])
        for state in STATES
        if state in states
    ]
    allowing = " allowing for how places differ" if result.adjusted else ""
    meaning = "Of 1,000 places that do not differ, 998 lie within."
    entries.append(KeyEntry("limits", "broken line", "kw-limit", f"99.8% limits{allowing}", meaning))
    meaning = "Of 20 places that do not differ, 19 lie within."
    entries.append(KeyEntry("warnings", "dotted line", "kw-warning", "95% limits", meaning))
    if plain:
        meaning = "Both limits as they would be if places did not differ."
        entries.append(KeyEntry("plain", "thin line", "kw-limit", "Both for chance alone", meaning))
    return entries


def funnel_swatch(entry: KeyEntry, x: float, y: float) -> str:
    """What stands for an entry in the key of a funnel: a line, or a place."""
    if entry.name in _LINES:
        width, dash = _LINES[entry.name]
        return line(entry.css, marks.LIMIT, width, f"M{short(x - 10)} {short(y)}h18", dash)
    return next(mark(state, x, y, 4.4) for state in STATES if state == entry.name)
