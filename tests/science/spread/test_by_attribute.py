"""Where an insight holds by what the places are like, as a table of answers and the sentence that comes of them."""

import random

import pytest

from knotwork.science.spread.attributes import telling
from knotwork.science.spread.holds import Answer, Said, places

SEEN, NOT, DEPENDS = Answer.SEEN, Answer.NOT, Answer.DEPENDS


def said(answers, name="setting"):
    """One answer a place, of places whose `name` is given."""
    return [
        Said(f"{number:03}", f"Place {number:03}", "ward", answer, attributes={name: value} if value else {})
        for number, (value, answer) in enumerate(answers)
    ]


def told(answers, name="setting"):
    return [one.sentence for one in telling(places(said(answers, name)))]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        # Two kinds of place, each of one mind, and not of the other's.
        ([("rural", SEEN)] * 3 + [("urban", NOT)] * 2, "By setting: seen in 3 rural places; not in 2 urban ones."),
        ([("rural", NOT)] * 2 + [("urban", SEEN)], "By setting: seen in 1 urban place; not in 2 rural ones."),
        ([("rural", NOT)] + [("urban", SEEN)] * 2, "By setting: seen in 2 urban places; not in 1 rural one."),
        (
            [("rural", SEEN), ("island", SEEN), ("urban", NOT), ("urban", NOT)],
            "By setting: seen in 1 island place and 1 rural one; not in 2 urban ones.",
        ),
        (
            [("rural", SEEN)] * 2 + [("island", DEPENDS)] + [("urban", NOT)],
            "By setting: seen in 2 rural places; not in 1 urban one; it depends in 1 island one.",
        ),
        # A third kind of which the places differ among themselves is said, and no more is made of it.
        (
            [("rural", SEEN)] * 2 + [("urban", NOT)] + [("town", SEEN)] * 2 + [("town", NOT)],
            "By setting: seen in 2 rural places; not in 1 urban one; the 3 town ones differ (seen in 2, not in 1).",
        ),
        # All of one mind, whatever kind of place: that it holds widely is worth a sentence.
        ([("rural", SEEN)] * 2 + [("urban", SEEN)], "By setting: seen in 2 rural places and 1 urban one alike."),
        ([("rural", NOT)] + [("urban", NOT)] * 2, "By setting: not in 2 urban places and 1 rural one alike."),
        # Several words stand behind.
        (
            [("older people", SEEN)] * 2 + [("stroke", NOT)],
            "By setting: seen in 2 places (older people); not in 1 stroke one.",
        ),
        # However it is written, it is the same.
        ([("Rural", SEEN), (" rural ", SEEN), ("urban", NOT)],
         "By setting: seen in 2 Rural places; not in 1 urban one."),
        # Places of which it is not known say nothing here.
        ([("rural", SEEN)] * 2 + [("urban", NOT), ("", SEEN), ("", NOT)],
         "By setting: seen in 2 rural places; not in 1 urban one."),
    ],
)  # fmt: skip
def test_the_sentence_says_in_which_places_it_holds(answers, words):
    assert told(answers) == [words]


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [("rural", SEEN)],
        [("rural", SEEN), ("urban", NOT)],  # two places: a list, no claim
        [("rural", SEEN), ("urban", NOT), ("", SEEN)],  # two of which it is known
        [("rural", SEEN)] * 5,  # one kind of place alone tells nothing of others
        [("rural", SEEN), ("rural", NOT), ("urban", SEEN), ("urban", NOT)],  # each differs in itself
        [("rural", SEEN), ("rural", NOT), ("urban", SEEN)],  # only one is of one mind
        [("rural", DEPENDS), ("rural", DEPENDS), ("urban", DEPENDS)],  # that it depends everywhere says nothing
        [("a", SEEN), ("b", NOT), ("c", SEEN), ("d", NOT)],  # a value of its own for each place is a name, no kind
        [("x" * 41, SEEN), ("x" * 41, SEEN), ("y" * 41, NOT)],  # a note
    ],
)
def test_where_the_answers_tell_nothing_nothing_is_said(answers):
    assert told(answers) == []


def test_the_attribute_is_named_as_it_is_written_without_its_underscores():
    answers = [("rural", SEEN)] * 2 + [("urban", NOT)]
    assert told(answers, "kind_of_place")[0].startswith("By kind of place: ")


def test_of_many_attributes_those_of_the_most_places_are_said_and_two_at_most():
    answers = said([("rural", SEEN)] * 2 + [("urban", NOT)] * 2)
    more = [
        Said(one.code, one.place, one.sort, one.answer, attributes={**one.attributes, **extra})
        for one, extra in zip(
            answers, ({"b": "x", "a": "x"}, {"b": "x", "a": "x"}, {"b": "y", "a": "y"}, {"b": "y"}), strict=True
        )
    ]
    assert [(one.attribute, one.places) for one in telling(places(more))] == [("b", 4), ("setting", 4)]


def test_every_value_says_how_many_places_say_what():
    (found,) = telling(places(said([("rural", SEEN)] * 2 + [("urban", NOT)])))
    assert [(one.value, dict(one.counts), one.answer) for one in found.among] == [
        ("rural", {SEEN: 2, NOT: 0, DEPENDS: 0}, SEEN),
        ("urban", {SEEN: 0, NOT: 1, DEPENDS: 0}, NOT),
    ]
    assert found.places == 3


@pytest.mark.parametrize(("rural", "few"), [(2, True), (10, True), (11, False), (40, False)])
def test_of_few_places_it_says_that_they_are_few(rural, few):
    (found,) = telling(places(said([("rural", SEEN)] * rural + [("urban", NOT)])))
    assert found.few is few


def test_its_table_has_the_answers_that_somebody_gives_and_a_row_for_each_value():
    (found,) = telling(places(said([("rural", SEEN)] * 2 + [("urban", NOT)])))
    assert found.answers == (SEEN, NOT)
    assert found.rows == (("rural", ((SEEN, 2), (NOT, 0))), ("urban", ((SEEN, 0), (NOT, 1))))


def test_people_of_one_place_are_one_place_here_too():
    one = [Said("1", "Ward 1", "ward", SEEN, attributes={"setting": "rural"})] * 5
    assert telling(places([*one, Said("2", "Ward 2", "ward", NOT, attributes={"setting": "urban"})])) == ()


def test_the_order_of_telling_changes_nothing():
    answers = said([(("rural", "urban", "town")[n % 3], (SEEN, NOT, SEEN)[n % 3]) for n in range(12)])
    expected = telling(places(answers))
    assert expected
    for seed in range(20):
        assert telling(places(random.Random(seed).sample(answers, len(answers)))) == expected


def test_no_answer_is_lost_or_counted_twice():
    chance = random.Random(4)
    for _round in range(200):
        answers = [(chance.choice(["rural", "urban", ""]), chance.choice(list(Answer))) for _place in range(7)]
        for one in telling(places(said(answers))):
            assert one.places == sum(bool(value) for value, _answer in answers)
            assert all(f"{among.places} " in one.sentence for among in one.among)
