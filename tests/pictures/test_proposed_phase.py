"""A proposal to rebase on a chart: seen, said, and never mistaken for a phase that was made."""

from __future__ import annotations

import numpy as np
import pytest
from made_analyses import FALLS, analysis, falls, months, short_months
from sound_svg import faults
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import Flag, ProposalOutsideChart, chart
from knotwork.science.spc import analyse, propose_rebase
from knotwork.science.spc.rebasing import Proposal

PROPOSAL = Proposal(after=14, before_level=6.19, after_level=4.28, sigmas=2.9, evidence="14 points, then 22.")


def drawn(made=None, **changes) -> str:
    made = made or analysis(FALLS)
    count = len(made.x)
    known = {"periods": months(count), "short_periods": short_months(count), "proposal": PROPOSAL}
    return chart(made, **({"title": "t", "description": "Falls."} | known | changes))


def poles(svg: str):
    return [each for each in with_class(parsed(svg), "kw-pole") if each.get("stroke-dasharray")]


def test_it_is_a_broken_line_between_the_last_old_and_the_first_new_point() -> None:
    svg = drawn()
    (pole,) = poles(svg)
    line = numbers(with_class(parsed(svg), "kw-line")[0].get("d", ""))
    x, top, bottom = numbers(pole.get("d", ""))
    assert x == pytest.approx((line[2 * 13] + line[2 * 14]) / 2, abs=0.11)
    assert top < min(line[1::2])
    assert bottom > max(line[1::2])


def test_its_words_are_a_question_with_both_levels() -> None:
    assert "New phase proposed: 6.2 to 4.3?" in texts(parsed(drawn()))


def test_it_is_said_with_its_evidence_after_the_description() -> None:
    described = parsed(drawn())[1].text
    assert described == "Falls. Proposed, not made: a new phase from March 2025. 14 points, then 22."


def test_without_a_proposal_nothing_of_it_is_drawn_or_said() -> None:
    svg = drawn(proposal=None)
    assert poles(svg) == []
    assert "roposed" not in svg


def test_it_changes_neither_centre_nor_limits_nor_points() -> None:
    with_it, without = parsed(drawn()), parsed(drawn(proposal=None))
    for css in ("kw-centre", "kw-limit", "kw-line", "kw-point"):
        assert len(with_class(with_it, css)) == len(with_class(without, css))
    assert "mean 6.2" not in texts(with_it)


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize("after", [1, 9, 18, 27, 35])
def test_its_words_fit_beside_it_wherever_it_stands(after: int, narrow: bool) -> None:
    proposal = Proposal(after, 123456.7, 98765.4, 2.0, "Evidence.")
    svg = drawn(proposal=proposal, narrow=narrow, unit="£")
    assert faults(svg) == []
    (words,) = [each for each in texts(parsed(svg)) if each.startswith("New phase")]
    assert words.endswith("?")


@pytest.mark.parametrize("narrow", [True, False])
def test_it_stands_above_the_means_of_phases_and_below_the_flags(narrow: bool) -> None:
    svg = drawn(falls(), narrow=narrow, annotations=[Flag(20, "Huddle")])
    heights = {}
    for each in parsed(svg).iter("{http://www.w3.org/2000/svg}text"):
        for start in ("Huddle", "New phase", "mean 6.2"):
            if (each.text or "").startswith(start):
                heights.setdefault(start, float(each.get("y", "")))
    assert heights["Huddle"] + 14 <= heights["New phase"]
    assert heights["New phase"] + 14 <= heights["mean 6.2"]


@pytest.mark.parametrize("after", [0, -1, 36, 99])
def test_a_proposal_from_another_chart_is_refused(after: int) -> None:
    with pytest.raises(ProposalOutsideChart, match=f"after point {after} of a chart of 36 points"):
        drawn(proposal=Proposal(after, 1.0, 2.0, 1.0, ""))


def test_what_the_statistics_propose_can_be_drawn() -> None:
    y = np.r_[np.random.default_rng(3).normal(50, 4, 20), np.random.default_rng(4).normal(36, 4, 16)]
    made = analyse("i", y, direction="decrease")
    proposal = propose_rebase(made)
    assert proposal is not None
    svg = drawn(made, proposal=proposal)
    assert faults(svg) == []
    assert proposal.evidence in (parsed(svg)[1].text or "")
