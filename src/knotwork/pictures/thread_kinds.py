"""A shape for every kind of strand; each is always shown with its word."""

from __future__ import annotations

from knotwork.pictures import marks
from knotwork.pictures.markup import short

# Outlines around the middle of a box of 14 by 14. The word beside them says the kind; the shape lets the eye find it.
_OUTLINES: dict[str, str] = {
    "insight": "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "story": "m-7-6h14v9h-8l-4 4v-4h-2z",
    "signal": "m-7 4l4-8 4 6 3-7h3l-6 13-4-6-2 4z",
    "cycle": "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0zm4 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0z",
    "practice": "m-7 0l3.5-6.1h7l3.5 6.1-3.5 6.1h-7z",
    "adoption": "m-7-4h6v-3l8 7-8 7v-3h-6z",
    "decision": "m0-7.5l7.5 7.5-7.5 7.5-7.5-7.5z",
    "action": "m-5-7l11 7-11 7z",
    "finding": "m-6-6h12v12h-12z",
    "priority": "m0-7.5l2.2 4.9 5.3.6-4 3.6 1.2 5.3-4.7-2.8-4.7 2.8 1.2-5.3-4-3.6 5.3-.6z",
    "gathering": (
        "m-7 3a3 3 0 1 1 6 0a3 3 0 1 1-6 0zm8 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0zm-4-6.5a3 3 0 1 1 6 0a3 3 0 1 1-6 0z"
    ),
    "reading": "m-7-6h2v10h12v2h-14zm4 7l3-4 3 2 4-6v3l-4 6-3-2-3 4z",
    "review": "m0-7.5l7.5 7.5-7.5 7.5-7.5-7.5zm-3 7.5a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
    "response": "m-7-2h5v-5h4v5h5v4h-5v5h-4v-5h-5z",
    "theme": "m-7-6h8v8h-8zm6 4h8v8h-8z",
    "reflection": "m-6-6a6 6 0 0 1 12 0zm0 12a6 6 0 0 0 12 0zm-1-7h14v2h-14z",
    "term": "m-7-6h6l1 1 1-1h6v11h-6l-1 1-1-1h-6z",
    "annotation": "m-5-7h9l3 3v11h-12zm2.500 5h7v1.500h-7zm0 3.500h7v1.500h-7z",
}
_ALSO = {"pdsa": "cycle", "test": "cycle", "pdsa_cycle": "cycle", "observation": "signal", "question": "insight"}


def kind_outline(kind: str) -> str:
    """The outline of a kind, relative to its middle; a circle for kinds without a shape of their own."""
    return _OUTLINES.get(_ALSO.get(kind, kind), _OUTLINES["insight"])


def kind_mark(kind: str, x: float, y: float) -> str:
    """The shape of a kind around (x, y)."""
    path = f"M{short(x)} {short(y)}{kind_outline(kind)}"
    return f'<path class="kw-kind" fill="{marks.PINE}" fill-rule="evenodd" d="{path}"/>'
