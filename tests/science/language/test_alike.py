"""Texts whose groups are known, and what is said of two that belong together."""

from itertools import pairwise
from math import log

import pytest

from knotwork.science.language.alike import alike

BELL = ["The call bell rings all night", "At night nobody hears the bell", "Bell unanswered at night"]
FALL = ["A patient fell near the toilet", "She fell on the way to the toilet", "Toilet door: another patient fell"]


def pairs(texts, **how):
    return {(pair.first, pair.second) for pair in alike(texts, **how)}


def test_planted_groups_are_found_whole_and_never_mixed():
    assert pairs(BELL + FALL) == {(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)}


def test_a_pair_says_the_words_that_both_use():
    pair = next(pair for pair in alike(BELL + FALL) if (pair.first, pair.second) == (0, 2))
    assert pair.words == ("bell", "night")


def test_the_likeness_is_the_cosine_worked_by_hand():
    (pair,) = alike(["bell night", "bell ward"])
    rare = log(3 / 2) + 1
    assert pair.likeness == pytest.approx(1 / (1 + rare**2), abs=1e-8)


def test_a_word_said_more_often_weighs_more_by_its_logarithm():
    (pair,) = alike(["bell bell night", "bell"])
    rare, often = log(3 / 2) + 1, 1 + log(2)
    assert pair.likeness == pytest.approx(often / (often**2 + rare**2) ** 0.5, abs=1e-8)


def test_the_same_words_in_another_order_and_case_are_wholly_alike():
    (pair,) = alike(["Night bell", "BELL, night!"])
    assert pair.likeness == 1.0


@pytest.mark.parametrize(
    "texts",
    [[], ["bell"], ["", ""], ["bell", ""], ["the and was", "the and was"], ["a1 22", "a1 22"], ["bell", "door"]],
)
def test_texts_with_no_word_of_substance_in_common_are_not_put_together(texts):
    assert alike(texts) == ()


def test_the_most_alike_come_first():
    found = [pair.likeness for pair in alike([*BELL, *FALL, BELL[0]])]
    assert found == sorted(found, reverse=True)
    assert found[0] == 1.0


def test_at_most_four_words_are_said_and_equal_ones_by_the_alphabet():
    (pair,) = alike(["echo delta charlie bravo alpha"] * 2)
    assert pair.words == ("alpha", "bravo", "charlie", "delta")


def test_turning_the_texts_round_finds_the_same_pairs():
    texts = BELL + FALL
    last = len(texts) - 1
    assert {(last - second, last - first) for first, second in pairs(texts[::-1])} == pairs(texts)


def test_asking_for_more_likeness_never_finds_other_pairs():
    texts = BELL + FALL
    found = [pairs(texts, at_least=line) for line in (0.05, 0.15, 0.3, 0.6, 1.0)]
    assert all(more >= fewer for more, fewer in pairwise(found))


@pytest.mark.parametrize("line", [0, -0.1, 1.01, float("nan")])
def test_a_line_that_is_no_share_is_refused(line):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        alike(BELL, at_least=line)


def test_the_pairs_of_the_first_text_alone_are_those_among_all_pairs():
    every = [pair for pair in alike(BELL + FALL) if pair.first == 0]
    assert list(alike(BELL + FALL, first_only=True)) == every
    assert pairs(BELL + FALL, first_only=True) == {(0, 1), (0, 2)}


def test_a_first_text_that_is_alone_or_like_nothing_has_no_pairs():
    assert alike(["Bell"], first_only=True) == ()
    assert alike(["Nothing of the kind", *BELL], first_only=True) == ()


@pytest.mark.parametrize("most", [0, 1, 2, 3, 99])
def test_the_first_of_the_pairs_are_the_same_however_many_are_asked_for(most):
    every = alike(BELL + FALL, at_least=0.01)
    assert len(every) > 2
    assert alike(BELL + FALL, at_least=0.01, most=most) == every[:most]
