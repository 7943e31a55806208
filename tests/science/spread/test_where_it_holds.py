"""Where an insight holds, as a table of who said what and the sentence that comes of it."""

import random

import pytest

from knotwork.science.spread.holds import Answer, Said, by_sort, places, sentence

SEEN, NOT, DEPENDS = Answer.SEEN, Answer.NOT, Answer.DEPENDS
PLURALS = {"ward": "wards", "care home": "care homes"}


def said(code, answer, sort="ward", why=""):
    return Said(code, f"Place {code}", sort, answer, why)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], "No place has said yet whether it sees this too."),
        ([said("1", SEEN)], "Seen in 1 ward."),
        ([said("1", SEEN), said("2", SEEN)], "Seen in 2 wards."),
        ([said("1", SEEN), said("2", SEEN, "care home")], "Seen in 1 care home and 1 ward."),
        ([said("1", NOT)], "Not in 1 ward."),
        ([said("1", DEPENDS)], "It depends in Place 1."),
        ([said("1", SEEN), said("2", NOT, "care home")], "Seen in 1 ward; not in 1 care home."),
        ([said("2", DEPENDS), said("1", DEPENDS)], "It depends in Place 1 and Place 2."),
        ([said(c, DEPENDS) for c in "123"], "It depends in Place 1, Place 2 and Place 3."),
        ([said(c, DEPENDS) for c in "1234"], "It depends in Place 1, Place 2, Place 3 and 1 more."),
        (
            [said("1", SEEN), said("2", SEEN), said("3", NOT, "care home"), said("7", DEPENDS)],
            "Seen in 2 wards; not in 1 care home; it depends in Place 7.",
        ),
    ],
)
def test_the_sentence_says_where_it_holds(answers, words):
    assert sentence(places(answers), PLURALS) == words


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([SEEN], SEEN),
        ([SEEN, SEEN, SEEN], SEEN),
        ([NOT, NOT], NOT),
        ([DEPENDS], DEPENDS),
        ([SEEN, NOT], DEPENDS),
        ([SEEN, SEEN, SEEN, NOT], DEPENDS),
        ([SEEN, DEPENDS], DEPENDS),
    ],
)
def test_people_of_one_place_who_differ_make_it_depend_and_are_never_outvoted(answers, found):
    (place,) = places([said("1", answer) for answer in answers])
    assert place.answer is found


def test_every_line_of_why_is_kept_in_the_order_in_which_it_was_said():
    (place,) = places([said("1", SEEN, why="first"), said("1", NOT, why="  "), said("1", NOT, why=" second ")])
    assert place.whys == ("first", "second")


def test_two_places_of_one_name_stay_two():
    found = places([Said("a", "Ward 1", "ward", SEEN), Said("b", "Ward 1", "ward", NOT)])
    assert [(one.code, one.answer) for one in found] == [("a", SEEN), ("b", NOT)]


def test_every_sort_says_each_answer_if_only_that_there_is_none():
    found = by_sort(places([said("1", SEEN), said("2", NOT, "care home"), said("3", NOT, "care home")]))
    assert found == {"care home": {SEEN: 0, NOT: 2, DEPENDS: 0}, "ward": {SEEN: 1, NOT: 0, DEPENDS: 0}}
    assert list(found) == ["care home", "ward"]


def test_the_order_of_telling_changes_neither_the_places_nor_the_sentence():
    answers = [said(str(n % 7), list(Answer)[n % 3], "ward" if n % 7 % 2 else "care home") for n in range(20)]
    expected = places(answers)
    for seed in range(20):
        mixed = random.Random(seed).sample(answers, len(answers))
        assert places(mixed) == expected
        assert sentence(places(mixed), PLURALS) == sentence(expected, PLURALS)


def test_each_place_is_counted_once_however_many_people_there_answer():
    answers = [said(str(n % 5), list(Answer)[n % 3]) for n in range(50)]
    assert sum(sum(counted.values()) for counted in by_sort(places(answers)).values()) == 5


def test_a_sort_without_a_word_for_several_is_refused_rather_than_guessed():
    with pytest.raises(KeyError, match="ward"):
        sentence(places([said("1", SEEN), said("2", SEEN)]), {})
