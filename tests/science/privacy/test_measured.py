"""The figures in docs/security/privacy.md are those of today, and may not get worse unseen."""

from pathlib import Path

import pytest

from .labelled import NHS, negatives, positives
from .measured import Measured, measured, table
from .notes import noted, ordinary

PAGE = Path(__file__).resolve().parents[3] / "docs/security/privacy.md"
WRITTEN = {  # least recall, most false alarms
    "NHS number": (1.0, 0),
    "CHI number": (1.0, 0),
    "Health and Care number": (1.0, 0),
    "date of birth": (0.98, 0),
    "phone number": (0.98, 0),
    "postcode": (0.97, 0),
    "e-mail address": (0.92, 0),
    "hospital number": (0.95, 0),
}

NOTED = {  # in notes of a shift, which are harder
    "NHS number": (1.0, 1),
    "CHI number": (1.0, 0),
    "Health and Care number": (1.0, 0),
    "date of birth": (0.84, 0),
    "phone number": (0.83, 0),
    "postcode": (1.0, 0),
    "e-mail address": (1.0, 0),
    "hospital number": (0.75, 0),
}


@pytest.mark.parametrize("one", measured(positives() + negatives()), ids=lambda one: one.kind)
def test_recall_and_false_alarms_are_at_least_as_good_as_written(one: Measured):
    recall, alarms = WRITTEN[one.kind]
    assert one.found / one.there >= recall
    assert one.wrong <= alarms


@pytest.mark.parametrize("one", measured(noted() + ordinary()), ids=lambda one: one.kind)
def test_in_notes_of_a_shift_recall_and_false_alarms_are_at_least_as_good_as_written(one: Measured):
    recall, alarms = NOTED[one.kind]
    assert one.found >= recall * one.there
    assert one.wrong <= alarms


def test_the_page_carries_the_tables_as_measured_now():
    assert table(positives(), negatives()) in PAGE.read_text()
    assert table(noted(), ordinary()) in PAGE.read_text()


def test_the_table_leaves_out_kinds_that_are_nowhere_and_divides_by_nothing():
    assert "hospital number" not in table([], ordinary())
    assert "| NHS number | 0 | 0 | – | 1 |" in table([], ordinary())


def test_the_notes_are_as_many_as_they_say_and_none_stands_twice():
    texts = [sentence.text for sentence in noted() + ordinary()]
    assert len(noted()) >= 65
    assert len(ordinary()) >= 85
    assert len(set(texts)) == len(texts)
    assert all(words in sentence.text for sentence in noted() for _, words in sentence.identifiers)


def test_the_labelled_set_is_as_large_as_it_says_and_no_sentence_stands_twice():
    texts = [sentence.text for sentence in positives() + negatives()]
    assert len(texts) >= 400
    assert len(set(texts)) == len(texts)
    assert len(negatives()) >= 200
    assert len(positives()) >= 200


def test_every_label_stands_in_its_sentence():
    assert all(words in sentence.text for sentence in positives() for _, words in sentence.identifiers)


def test_every_nhs_number_in_the_set_is_of_the_range_kept_for_tests():
    assert all(number.startswith("999") and len(number) == 10 for number in NHS)
