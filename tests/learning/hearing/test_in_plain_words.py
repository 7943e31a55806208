"""What came of a strand, as sentences: a table of what came of it in, the words out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knotwork.learning.hearing.codes import Line, Step, downstream, hows, in_short, lines
from knotwork.learning.strands.codes import JOINED

DECIDED = "decided from"
MAY, JUNE, JULY = date(2026, 5, 3), date(2026, 6, 4), date(2026, 7, 5)


def step(key, of, kind, relation, **more) -> Step:
    given = {"title": f"{kind.capitalize()} {key}", "address": f"/{kind}s/{key}/", "on": MAY}
    return Step(key=key, of=of, kind=kind, relation=relation, **{**given, **more})


THEME = step(2, 1, "theme", "grouped from", title="Bells", others=4)
DECISION = step(3, 2, "decision", "decided from", title="Go on?")
DONE = step(4, 3, "action", "carried out by", title="Move them", on=JUNE, how="done")
REVIEW = step(5, 3, "review", "answers", title="Yes: fewer", on=JULY, how="yes")

#   what came of it                                              in sentences
TABLE = [
    ([], []),
    ([THEME], ["It was grouped with four others as “Bells”."]),
    ([step(2, 1, "theme", "grouped from", title="Bells", others=1)], ["It was grouped with one other as “Bells”."]),
    ([step(2, 1, "theme", "grouped from", title="Bells")], ["It was grouped as “Bells”."]),
    ([step(2, 1, "theme", "grouped from", title="Bells", others=12)], ["It was grouped with 12 others as “Bells”."]),
    ([step(2, 1, "response", "supports")], ["Somebody says that it is so too."]),
    ([step(n, 1, "response", "supports") for n in (2, 3)], ["Two say that it is so too."]),
    ([step(n, 1, "insight", "supports") for n in (2, 3)], ["Two say that it is so too."]),
    ([step(2, 1, "response", "supports", place="Ward 9")], ["Ward 9 says that it is so there too."]),
    (
        [step(n, 1, "response", "supports", place=f"Ward {n}") for n in (7, 9)],
        ["Ward 7 and Ward 9 say that it is so there too."],
    ),
    (
        [step(n, 1, "response", "supports", place=f"Ward {n}") for n in range(2, 8)],
        ["Ward 2, Ward 3, Ward 4 and three others say that it is so there too."],
    ),
    (
        [step(2, 1, "response", "supports"), step(3, 1, "response", "supports", place="Ward 9")],
        ["Ward 9 and somebody else say that it is so there too."],
    ),
    ([step(2, 1, "response", "contradicts")], ["Somebody says that it is not so."]),
    ([step(2, 1, "insight", "contradicts", who="Tunde Bello")], ["Tunde Bello says that it is not so."]),
    ([step(2, 1, "response", "qualifies", place="Ward 9")], ["Ward 9 says what it depends on."]),
    (
        [step(2, 1, "response", "contradicts"), step(3, 1, "response", "supports")],
        ["Somebody says that it is so too.", "Somebody says that it is not so."],
    ),
    ([step(3, 1, "decision", "decided from", title="Go on?")], ["It led to the decision “Go on?” on 3 May 2026."]),
    (
        [THEME, DECISION],
        ["It was grouped with four others as “Bells”.", "It led to the decision “Go on?” on 3 May 2026."],
    ),
    (
        [THEME, DECISION, DONE, REVIEW],
        [
            "It was grouped with four others as “Bells”.",
            "It led to the decision “Go on?” on 3 May 2026.",
            "Because of it: “Move them”. That was done.",
            "It did what was expected, when it was looked at again on 5 July 2026: “Yes: fewer”.",
        ],
    ),
    ([step(2, 1, "action", "carried out by", title="Do")], ["Because of it: “Do”. That is under way."]),
    ([step(2, 1, "action", "carried out by", title="Do", how="stopped")], ["Because of it: “Do”. That was stopped."]),
    (
        [DECISION, step(5, 3, "review", "answers", title="No: more", how="no"), step(3, 1, "decision", "decided from")],
        [
            "It led to the decision “Decision 3” on 3 May 2026.",
            "It did not do what was expected, when it was looked at again on 3 May 2026: “No: more”.",
        ],
    ),
    (  # it came of the story too, and is said once, under the decision that it is about
        [step(5, 1, "review", "supports"), step(3, 1, "decision", "decided from", title="Go on?"), REVIEW],
        [
            "It led to the decision “Go on?” on 3 May 2026.",
            "It did what was expected, when it was looked at again on 5 July 2026: “Yes: fewer”.",
        ],
    ),
    (  # of a decision that did not come of the story: no verdict on the story
        [step(2, 1, "review", "supports", title="No: more", how="no")],
        ["It was weighed when a decision was looked at again on 3 May 2026: “No: more”."],
    ),
    (
        [step(2, 1, "insight", "adapted from", title="Ours", place="Ward 9")],
        ["Ward 9 took the idea and changed it: “Ours”."],
    ),
    ([step(2, 1, "insight", "prompted by", title="More")], ["Somebody told more: “More”."]),
    ([step(2, 1, "insight", "tests", title="Tried", place="Ward 9")], ["Ward 9 tried it: “Tried”."]),
    (
        [step(2, 1, "annotation", "carried out by", title="Back", place="Ward 22")],
        ["Ward 22 tells of doing it: “Back”."],
    ),
    ([step(2, 1, "annotation", "prompted by")], []),
    ([step(2, 1, "reading", "prompted by")], []),
    ([step(3, 99, "decision", "decided from")], []),
    ([step(2, 1, "insight", "prompted by", title="More", who="Tunde Bello")], ["Tunde Bello told more: “More”."]),
    ([step(2, 1, "theme", "prompted by", title="Bells")], ["It prompted “Bells”."]),
    ([step(2, 1, "reflection", "prompted by", title="We met")], ["It prompted “We met”."]),
    (  # what somebody built on it is grouped and decided from, and it is not
        [
            step(2, 1, "insight", "prompted by", title="More", place="Ward 9"),
            step(3, 2, "theme", "grouped from", title="Thanks", others=5, on=JULY),
            step(4, 2, "decision", "decided from", title="Go on?", on=JUNE),
            step(5, 4, "action", "carried out by", title="Move them", how="done", on=JULY),
            step(6, 4, "review", "answers", title="No: more", how="no", on=JULY),
        ],
        [
            "Ward 9 told more: “More”.",
            "Further on, “More” led to “Go on?” on 4 June 2026.",
            "Further on, “More” is grouped in “Thanks”.",
            "Further on, “Go on?” is carried out by “Move them”.",
            "Further on, “Go on?” was looked at again in “No: more”.",
        ],
    ),
    (  # a decision is not grouped where a story of its action is
        [
            step(2, 1, "action", "carried out by", title="Move them"),
            step(3, 2, "insight", "prompted by", title="Moved", on=JUNE),
            step(4, 3, "theme", "grouped from", title="Bells", others=4, on=JULY),
        ],
        [
            "Because of it: “Move them”. That is under way.",
            "Further on, “Move them” prompted “Moved”.",
            "Further on, “Moved” is grouped in “Bells”.",
        ],
    ),
    (  # in order of time, whatever it is
        [step(2, 1, "theme", "grouped from", title="Bells", on=JULY), step(3, 1, "decision", DECIDED, title="A?")],
        ["It led to the decision “A?” on 3 May 2026.", "It was grouped as “Bells”."],
    ),
    (  # what came of a theme before it was put there did not come of it
        [
            step(2, 1, "theme", "grouped from", title="Bells", joined_on=JULY),
            step(3, 2, "decision", "decided from", on=JUNE),
            step(4, 3, "action", "carried out by", on=JULY),
            step(5, 2, "decision", "decided from", title="B?", on=JULY),
        ],
        ["It was grouped as “Bells”.", "It led to the decision “B?” on 5 July 2026."],
    ),
    (  # a decision looked at again hears its own verdict
        [step(2, 1, "review", "answers", title="No: more", how="no", on=JULY)],
        ["It did not do what was expected, when it was looked at again on 5 July 2026: “No: more”."],
    ),
    (
        [step(2, 1, "insight", "prompted by", title="W" * 80), step(3, 2, "insight", "tests", title="Tried")],
        [f"Somebody told more: “{'W' * 80}”.", f"Further on, “{'W' * 59}…” is tested by “Tried”."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "said"), TABLE)
def test_it_is_said_so(steps, said) -> None:
    assert [line.text for line in lines(1, steps)] == said


#   what came of it                               in one sentence
SHORT = [
    ([], ""),
    ([step(2, 1, "response", "supports")], ""),
    ([THEME], "Your story was grouped with four others."),
    ([step(2, 1, "theme", "grouped from")], "Your story became a theme."),
    ([THEME, DECISION], "Your story was grouped with four others and led to a decision on 3 May 2026."),
    ([DECISION, step(2, 1, "theme", "grouped from")], "Your story became a theme and led to a decision on 3 May 2026."),
    (
        [step(n, 1, "decision", "decided from") for n in (2, 3, 4)],
        "Your story led to three decisions.",
    ),
    (
        [step(n, 1, "theme", "grouped from", others=n) for n in (2, 3)],
        "Your story was grouped in two themes.",
    ),
    (  # in order of time: a theme is not told as if it had led to what was decided before
        [step(2, 1, "theme", "grouped from", others=1, on=JULY), step(3, 1, "decision", "decided from")],
        "Your story led to a decision on 3 May 2026 and was grouped with one other.",
    ),
    ([step(2, 1, "insight", "prompted by"), step(3, 2, "theme", "grouped from", others=5)], ""),
    ([step(2, 1, "insight", "prompted by"), step(3, 2, "decision", "decided from")], ""),
    ([step(2, 1, "insight", "prompted by"), step(3, 2, "insight", "adapted from", place="Ward 7")], ""),
    (
        [THEME, DECISION, *(step(n, 1, "insight", "adapted from", place=f"Ward {n}") for n in (7, 9))],
        "Your story was grouped with four others, led to a decision on 3 May 2026 and was taken up and changed by "
        "Ward 7 and Ward 9.",
    ),
]


@pytest.mark.parametrize(("steps", "said"), SHORT)
def test_in_short_it_is_said_so(steps, said) -> None:
    assert in_short("Your story", 1, steps) == said


def test_what_is_known_of_the_measures_stands_under_its_own_decision() -> None:
    other = step(9, 1, "decision", "decided from", title="Stop?", on=JUNE)
    said = [line.text for line in lines(1, [THEME, DECISION, other], {3: ["Falls: lower."], 9: [], 77: ["Not this."]})]
    assert said[1:] == [
        "It led to the decision “Go on?” on 3 May 2026.", "Falls: lower.",
        "It led to the decision “Stop?” on 4 June 2026.",
    ]  # fmt: skip


def test_a_line_leads_to_what_it_names() -> None:
    assert lines(1, [THEME]) == [Line("It was grouped with four others as ", "Bells", "/themes/2/")]


def test_a_strand_reached_twice_is_said_once() -> None:
    twice = [step(2, 1, "decision", "decided from"), step(2, 1, "decision", "answers")]
    assert len(lines(1, twice)) == 1


STEPS = st.builds(
    lambda key, of, kind, relation: step(key, of, kind, relation, title=f"T{key}", others=1),
    st.integers(2, 7), st.integers(1, 7), st.sampled_from(["insight", "theme", "decision", "action", "review"]),
    st.sampled_from(sorted(JOINED)),
)  # fmt: skip


@given(st.lists(STEPS, max_size=12, unique_by=lambda one: one.key))
def test_it_is_called_grouped_and_decided_from_only_where_it_is_itself(steps) -> None:
    said = {line.title: line.before for line in lines(1, steps)}
    themes = {one.key for one in steps if (one.of, one.kind, one.relation) == (1, "theme", "grouped from")}
    decided = {one.key for one in steps if one.kind == "decision" and one.relation == "decided from"
               and one.of in {1, *themes}}  # fmt: skip
    assert {title for title, before in said.items() if before.startswith("It was grouped")} == {f"T{n}" for n in themes}
    assert {title for title, before in said.items() if "led to the decision" in before} == {f"T{n}" for n in decided}
    further = {f"T{one.key}" for one in downstream(1, steps) if one.of != 1}
    own = {f"T{one.key}" for one in steps if one.of in decided} | {f"T{n}" for n in decided}
    assert all(said[title].startswith("Further on, “T") for title in (further & set(said)) - own)


@given(st.lists(STEPS, max_size=12, unique_by=lambda one: one.key))
def test_each_thing_downstream_is_told_of_in_one_sentence(steps) -> None:
    told = [key for line in lines(1, steps) for key in line.keys]
    assert sorted(told) == sorted(one.key for one in downstream(1, steps))


def test_how_each_is_joined_is_a_sentence_of_it() -> None:
    assert hows(1, [THEME, DECISION, DONE]) == {
        2: "It has this in it", 3: "It was decided from “Bells”", 4: "It carries out “Go on?”",
    }  # fmt: skip


def test_circles_end_and_a_strand_does_not_come_of_itself() -> None:
    round_and_round = [step(2, 1, "insight", "prompted by"), step(1, 2, "insight", "prompted by")]
    assert [one.key for one in downstream(1, round_and_round)] == [2]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=30))
def test_every_strand_downstream_is_found_once_and_no_other(pairs) -> None:
    found = [one.key for one in downstream(1, [step(b, a, "insight", "prompted by") for a, b in pairs])]
    reached, size = {1}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {b for a, b in pairs if a in reached}
    assert sorted(found) == sorted(reached - {1})


@pytest.mark.parametrize("step", [one for steps, _said in TABLE for one in steps])
def test_no_sentence_claims_that_a_measure_moved_because_of_it(step) -> None:
    said = " ".join(line.text for line in lines(1, [step], {step.key: []}))
    assert [word for word in ("caused", "due to", "thanks to", "improved") if word in said] == []
