"""A mark for each place's answer: full where it is seen, crossed where it is not, half where it depends."""

from __future__ import annotations

from knotwork.pictures import marks
from knotwork.pictures.markup import NAMESPACE, short

# Outlines around the middle of a box of 18 by 18. The words beside them say the same.
_OUTLINES = {
    "seen": "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
    "not": "m-6-7.5l6 6 6-6 1.5 1.5-6 6 6 6-1.5 1.5-6-6-6 6-1.5-1.5 6-6-6-6z",
    "depends": "m0-7a7 7 0 1 0 0 14zm0 0v1.5a5.5 5.5 0 0 1 0 11v1.5a7 7 0 0 0 0-14z",
}
_BOX = 18
_IN_A_ROW, _MOST = 10, 30


class NoSuchAnswer(ValueError):
    """A mark was asked for an answer that has none."""


def answer_marks(answer: str, count: int = 1) -> str:
    """One mark for each of `count` places that answer `seen`, `not` or `depends`: in tens, and of more than 30 only 30.

    The number and its words stand beside it on the page, so that a screen reader passes the picture over.
    Returns an SVG element. Raises `NoSuchAnswer` for any other answer.
    """
    if answer not in _OUTLINES:
        raise NoSuchAnswer(f"An answer is one of {', '.join(_OUTLINES)}; not {answer!r}")
    drawn = min(count, _MOST)
    width, height = _BOX * min(drawn, _IN_A_ROW), _BOX * -(-drawn // _IN_A_ROW)
    path = "".join(_at(number) + _OUTLINES[answer] for number in range(drawn))
    return (
        f'<svg {NAMESPACE} class="kw-answers kw-answers--{answer}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true"><path fill="{marks.PINE}" d="{path}"/></svg>'
    )


def _at(number: int) -> str:
    down, along = divmod(number, _IN_A_ROW)
    return f"M{short(_BOX * (along + 0.5))} {short(_BOX * (down + 0.5))}"
