"""What places answer, a mark each: told apart by shape, in tens, and never larger than a glance."""

from __future__ import annotations

import pytest
from sound_svg import faults
from svg_reading import parsed

from knotwork.pictures import NoSuchAnswer, answer_marks

ANSWERS = ("seen", "not", "depends")


def outline(root) -> str:
    (path,) = (one for one in root.iter() if one.tag.endswith("path"))
    return path.get("d")


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("count", [1, 2, 10, 11, 30, 500])
def test_there_is_a_mark_for_each_place_and_thirty_at_most(answer, count) -> None:
    assert outline(parsed(answer_marks(answer, count))).count("M") == min(count, 30)


def test_each_answer_has_its_own_shape() -> None:
    assert len({outline(parsed(answer_marks(one))) for one in ANSWERS}) == 3


@pytest.mark.parametrize(
    ("count", "width", "height"),
    [(1, 18, 18), (4, 72, 18), (10, 180, 18), (11, 180, 36), (30, 180, 54), (31, 180, 54)],
)
def test_they_stand_in_tens(count, width, height) -> None:
    root = parsed(answer_marks("seen", count))
    assert (root.get("width"), root.get("height")) == (str(width), str(height))


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_words_beside_it_say_the_same_so_that_a_screen_reader_passes_it_over(answer) -> None:
    root = parsed(answer_marks(answer, 3))
    assert root.get("aria-hidden") == "true"
    assert faults(answer_marks(answer, 3)) == []


@pytest.mark.parametrize("answer", ["", "seen here too", "SEEN", "<b>"])
def test_another_answer_is_refused(answer) -> None:
    with pytest.raises(NoSuchAnswer):
        answer_marks(answer)
