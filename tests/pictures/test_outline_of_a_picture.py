"""The outside of a large picture: what it is called, and what is kept from those who listen."""

from __future__ import annotations

import pytest
from svg_reading import numbers, parsed, texts, with_class

from knotwork.pictures import InvalidIdentifier
from knotwork.pictures.outline import figure, heading, silent


def group(svg: str):
    return parsed(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>')


def test_a_heading_says_how_far_down_it_reaches() -> None:
    drawn, reached = heading("Falls", ["By ward"], 400, title_size=20, size=15)
    heights = [float(each.get("y", "")) for each in group(drawn)]
    assert heights == pytest.approx([28.4, 49.4])
    assert reached == pytest.approx(49.4)


def test_an_empty_heading_takes_no_room() -> None:
    assert heading("", ["", ""], 400, title_size=20, size=15) == ("", 4.0)


def test_a_long_title_takes_at_most_four_lines_and_each_line_below_it_three() -> None:
    drawn, _ = heading("word " * 90, ["more " * 90, "less " * 90], 200, title_size=20, size=15)
    root = group(drawn)
    assert (len(with_class(root, "kw-title")), len(with_class(root, "kw-subtitle"))) == (4, 6)
    assert texts(root)[3].endswith("…")


def test_a_figure_is_named_and_described_by_its_own_elements() -> None:
    root = parsed(figure("kw-x", "one", "A < B", "C & D", 820, 300.25, ""))
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("one-title", "one-desc")
    assert [(each.get("id"), each.text) for each in root] == [("one-title", "A < B"), ("one-desc", "C & D")]
    assert numbers(root.get("viewBox", "")) == [0, 0, 820, 300.2]
    assert root.get("class") == "kw-picture kw-x"


@pytest.mark.parametrize("prefix", ["", "1", "a b", 'a"', "-a"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix: str) -> None:
    with pytest.raises(InvalidIdentifier):
        figure("kw-x", prefix, "t", "d", 1, 1, "")


def test_what_is_silent_is_hidden_and_nothing_stays_nothing() -> None:
    (hidden,) = group(silent("<path/>"))
    assert hidden.get("aria-hidden") == "true"
    assert silent("") == ""
