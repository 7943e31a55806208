"""A new phase that is proposed, not made: a broken line where it might begin, with its words above the plot."""

from __future__ import annotations

from knotwork.pictures import marks
from knotwork.pictures.frame import Form, Frame
from knotwork.pictures.markup import halo, line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.rebasing import Proposal


class ProposalOutsideChart(ValueError):
    """A new phase is proposed at a point after which the chart has no other."""


def check_proposal(proposal: Proposal | None, count: int) -> None:
    """See that the proposal belongs to a chart of `count` points; raises ProposalOutsideChart otherwise."""
    if proposal is not None and not 1 <= proposal.after < count:
        raise ProposalOutsideChart(
            f"A new phase is proposed after point {proposal.after} of a chart of {count} points: "
            "propose it from the same analysis that is drawn."
        )


def proposal_height(proposal: Proposal | None, form: Form) -> float:
    """The room that the words of a proposal take above the plot."""
    return 0 if proposal is None else form.label + 8


def draw_proposal(proposal: Proposal | None, frame: Frame, quantity: Quantity, top: float) -> str:
    """A broken line before the first point of the proposed phase; its words stand below `top`, above the plot."""
    if proposal is None:
        return ""
    x, y, size = frame.x(proposal.after - 0.5), top + frame.form.label, frame.form.label
    pole = line("kw-pole", marks.MUTED, 1.6, f"M{short(x)} {short(y - size + 2)}V{short(frame.bottom)}", _DASH)
    words, anchor, at = _words(proposal, frame, quantity, x)
    extra = f'{anchor} font-style="italic"{halo()}'
    return pole + text(at, y - 2, words, "kw-label kw-halo", size=size, fill=marks.INK, extra=extra)


_DASH = ' stroke-dasharray="2 5"'


def _words(proposal: Proposal, frame: Frame, quantity: Quantity, x: float) -> tuple[str, str, float]:
    """As many words as there is room for, to the right of the line or, where that is wider, to its left."""
    levels = f"{quantity.level(proposal.before_level)} to {quantity.level(proposal.after_level)}"
    leftward = x > (frame.left + frame.width) / 2
    room = x - 8 if leftward else frame.width - x - 8
    tries = (f"New phase proposed: {levels}?", "New phase proposed?", "New phase?")
    words = next((each for each in tries if text_width(each, frame.form.label) <= room), "")
    return words, ' text-anchor="end"' if leftward else "", x - 6 if leftward else x + 6


def proposal_words(proposal: Proposal | None, periods: list[str]) -> str:
    """What those who do not see the line are told."""
    if proposal is None:
        return ""
    return f" Proposed, not made: a new phase from {periods[proposal.after]}. {proposal.evidence}"
