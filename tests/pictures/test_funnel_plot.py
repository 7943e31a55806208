"""The funnel plot: places where they belong, limits that narrow with size, outliers named and said."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_funnels import EVENTS, SIZES, WARDS, crowd, plot, wards
from sound_svg import faults
from svg_reading import SVG, focusable, numbers, parsed, texts, with_class

from knotwork.pictures import InvalidIdentifier, NamesDoNotMatch, funnel_plot
from knotwork.pictures.frame import NARROW, WIDE
from knotwork.pictures.funnel_frame import curve_path, curves, lay_out_funnel, value_axis_ticks
from knotwork.pictures.funnel_places import funnel_quantity
from knotwork.pictures.typeset import text_width
from knotwork.science.spc import funnel

KINDS = ("proportion", "rate", "ratio", "ratio_root")


def laid(made, form=WIDE):
    quantity = funnel_quantity(made, "proportion", None)
    return lay_out_funnel(made, quantity, form, width=form.width, top=20, plot_height=form.plot_height)


def stops(svg: str) -> dict[str, str]:
    return {each.get("aria-label", "").partition(":")[0]: each.get("aria-label", "") for each in focusable(parsed(svg))}


def spots(svg: str) -> dict[str, tuple[float, float]]:
    hits = {each.get("aria-label", "").partition(":")[0]: each.find(f"{SVG}circle") for each in focusable(parsed(svg))}
    return {name: (float(hit.get("cx", "")), float(hit.get("cy", ""))) for name, hit in hits.items()}


def test_each_place_stands_at_its_size_and_value() -> None:
    made = wards()
    frame, sizes = laid(made)
    assert (sizes.low, sizes.high) == (0, 1200)
    found = spots(plot(made, show_title=False))
    for name, size, events in zip(WARDS, SIZES, EVENTS, strict=True):
        x, y = found[name]
        assert x == pytest.approx(frame.left + size / 1200 * (frame.right - frame.left), abs=0.06)
        share = (events / size - frame.ticks.low) / (frame.ticks.high - frame.ticks.low)
        assert y == pytest.approx(8 + WIDE.plot_height * (1 - share), abs=0.06)


def test_the_average_is_drawn_at_its_height_and_said_with_its_value() -> None:
    svg = plot(show_title=False)
    frame, _ = laid(wards())
    (middle,) = with_class(parsed(svg), "kw-centre")
    share = (sum(EVENTS) / sum(SIZES) - frame.ticks.low) / (frame.ticks.high - frame.ticks.low)
    assert numbers(middle.get("d", ""))[1] == pytest.approx(8 + WIDE.plot_height * (1 - share), abs=0.06)
    assert "Average 18.4%" in texts(parsed(svg))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("adjusted", [True, False])
def test_limits_come_closer_as_places_grow(kind: str, adjusted: bool) -> None:
    made = crowd(30, kind=kind, adjusted=adjusted)
    frame, _ = laid(made)
    drawn = curves(made, frame, adjusted=adjusted)
    known = [(lower - upper) for lower, upper in zip(drawn.lower, drawn.upper, strict=True) if math.isfinite(upper)]
    assert known == sorted(known, reverse=True)
    assert known[0] > known[-1] > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_curves_pass_through_the_limits_of_the_places(kind: str) -> None:
    made = crowd(12, kind=kind, adjusted=False)
    frame, _ = laid(made)
    drawn = curves(made, frame, adjusted=False)
    at = int(np.argmax(made.denominator))
    height = float(np.interp(frame.x(float(made.denominator[at])), drawn.x, drawn.upper))
    assert height == pytest.approx(frame.y(float(made.upper[at])), abs=1.5)


def test_curves_begin_just_before_the_smallest_place_and_end_with_the_axis() -> None:
    made = wards()
    frame, _ = laid(made)
    drawn = curves(made, frame, adjusted=False)
    assert drawn.x[0] == pytest.approx(frame.x(36))
    assert drawn.x[-1] == pytest.approx(frame.right)


def test_a_curve_is_cut_exactly_at_the_edges_of_the_plot() -> None:
    frame, _ = laid(wards())
    path = curve_path([100, 200, 300], [frame.top - 50, frame.top + 50, frame.bottom + 50], frame)
    assert numbers(path)[:2] == [150, frame.top]
    assert numbers(path)[-1] == pytest.approx(frame.bottom, abs=0.06)


def test_a_curve_beyond_the_plot_is_not_drawn_and_one_with_a_gap_is_taken_up_again() -> None:
    frame, _ = laid(wards())
    assert curve_path([1, 2], [frame.top - 9, frame.top - 5], frame) == ""
    middle = (frame.top + frame.bottom) / 2
    path = curve_path([1, 2, 3, 4, 5], [middle, middle, math.nan, middle, middle], frame)
    assert path.count("M") == 2


def test_places_beyond_the_limits_have_their_names_and_the_others_have_not() -> None:
    labels = [each.text for each in with_class(parsed(plot(centre_label="Mean")), "kw-halo")]
    assert {"Elm", "Hazel"} <= set(labels)
    drawn = [each for each in with_class(parsed(plot()), "kw-label") if each.text in WARDS]
    assert {each.text for each in drawn} == {"Elm", "Hazel"}


@pytest.mark.parametrize(
    ("direction", "elm", "hazel"),
    [
        ("increase", "Better than chance explains: above", "Concern: below"),
        ("decrease", "Concern: above", "Better than chance explains: below"),
        (None, "Different: above", "Different: below"),
    ],
)
def test_an_outlier_is_said_in_words_with_the_limit_that_it_is_beyond(direction, elm: str, hazel: str) -> None:
    said = stops(plot(direction=direction))
    assert said["Elm"] == f"Elm: 35%. Admissions 400. {elm} the upper 99.8% limit"
    assert said["Hazel"] == f"Hazel: 10%. Admissions 1,000. {hazel} the lower 99.8% limit"
    assert said["Ash"] == "Ash: 20%. Admissions 40. Usual variation"


def test_a_size_without_a_name_is_called_size() -> None:
    assert "Size 40" in stops(plot(size_label=""))["Ash"]


def test_every_place_is_a_stop_for_the_keyboard_from_the_smallest_on_and_outliers_come_last() -> None:
    order = [each.get("aria-label", "").partition(":")[0] for each in focusable(parsed(plot()))]
    assert order == ["Ash", "Birch", "Cedar", "Fir", "Elm", "Hazel"]


def test_of_very_many_places_only_those_that_say_something_are_stops() -> None:
    made = crowd(300)
    assert len(focusable(parsed(plot(made)))) == int(made.outside.sum()) < 30


def test_places_lead_where_they_are_told_to_and_never_to_a_script() -> None:
    svg = plot(place_href=lambda at: f"/places/{at}/" if at else "javascript:alert(1)")
    links = [each.get("href") for each in parsed(svg).iter() if each.get("href")]
    assert sorted(links) == [f"/places/{at}/" for at in range(1, 6)]
    assert "javascript" not in svg


@pytest.mark.parametrize("count", [5, 30, 300])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_names_touch_neither_one_another_nor_the_words_at_the_ends_of_lines(
    kind: str, count: int, narrow: bool
) -> None:
    root = parsed(plot(crowd(count, kind=kind), narrow=narrow))
    labels = [each for each in with_class(root, "kw-label") + with_class(root, "kw-label-quiet") if each.get("x")]
    boxes = []
    for each in labels:
        wide = text_width(each.text or "", float(each.get("font-size", "")), bold=each.get("font-weight") == "600")
        left = float(each.get("x", "")) - (wide if each.get("text-anchor") == "end" else 0)
        boxes.append((left, float(each.get("y", "")), left + wide))
    for (a, y, b), (c, z, d) in itertools.combinations(boxes, 2):
        assert b <= c + 0.2 or d <= a + 0.2 or abs(y - z) >= 12


@pytest.mark.parametrize("count", [1, 2, 3, 30, 300])
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_funnel_of_any_number_of_places_is_sound(kind: str, count: int, narrow: bool) -> None:
    assert faults(plot(crowd(count, kind=kind), narrow=narrow)) == []


@pytest.mark.parametrize(
    ("events", "sizes"),
    [
        ([5], [10]),
        ([5, 50], [10, 100]),
        ([2, 20, 4], [10, 100, 20]),
        ([0, 1, 0], [10, 200, 30]),
        ([10, 20, 30], [10, 20, 30]),
        ([1, 2], [10**9, 2 * 10**9]),
        ([1, 1, 1], [1, 1, 1]),
    ],
    ids=["one", "two", "alike", "zeros", "all", "huge", "ones"],
)
@pytest.mark.parametrize("over", [True, False])
def test_poor_data_still_give_a_sound_funnel(events: list[int], sizes: list[int], over: bool) -> None:
    svg = plot(funnel(events, sizes, overdispersion=over))
    assert faults(svg) == []
    assert len(focusable(parsed(svg))) == len(events)


HOSTILE = ["<script>alert(1)</script>", "\"' onload='x", "a\x00b\ud800c", "ב" * 90, "&amp;", ""]


def test_hostile_names_stay_names() -> None:
    svg = plot(names=HOSTILE, title=HOSTILE[0], description=HOSTILE[1], size_label=HOSTILE[2], subtitle=HOSTILE[3])
    assert faults(svg) == []
    root = parsed(svg)
    assert not [each for each in root.iter() if each.tag.endswith("script") or "onload" in each.attrib]


def test_names_must_be_one_a_place() -> None:
    with pytest.raises(NamesDoNotMatch, match="6 places but 2 names"):
        plot(names=["a", "b"])


def test_a_prefix_that_cannot_begin_an_id_is_refused() -> None:
    with pytest.raises(InvalidIdentifier):
        plot(id_prefix="1 2")


def test_it_has_a_title_a_description_and_a_group_for_its_places() -> None:
    root = parsed(plot(title="Falls by ward", description="Elm is high.", id_prefix="wards"))
    assert root.get("role") == "group"
    assert root.get("aria-labelledby") == "wards-title"
    assert root.get("aria-describedby") == "wards-desc"
    assert [each.text for each in list(root)[:2]] == ["Falls by ward", "Elm is high."]


def test_the_title_can_be_left_to_the_page() -> None:
    assert "Falls" in texts(parsed(plot(title="Falls")))
    assert "Falls" not in texts(parsed(plot(title="Falls", show_title=False)))


def test_limits_for_chance_alone_are_shown_beside_adjusted_ones_unless_unwanted() -> None:
    made = crowd(30)
    assert made.adjusted
    assert "Both for chance alone" in texts(parsed(plot(made)))
    assert "Both for chance alone" not in texts(parsed(plot(made, show_plain=False)))
    assert "Both for chance alone" not in texts(parsed(plot(crowd(30, adjusted=False))))


def test_the_key_has_each_shape_that_is_used_and_the_lines() -> None:
    words = texts(parsed(plot(direction="decrease")))
    for word in ("Better than chance explains", "Concern", "Usual variation", "99.8% limits", "95% limits"):
        assert word in words
    assert "Different" not in words


def test_limits_of_small_places_do_not_flatten_what_happened() -> None:
    made = funnel([1, 150, 200], [3, 500, 800], overdispersion=False)
    ticks = value_axis_ticks(made, funnel_quantity(made, "proportion", None), 6)
    assert ticks.low == 0
    assert ticks.high <= 0.6


def test_percentages_never_go_beyond_a_hundred() -> None:
    made = funnel([9, 95, 190], [10, 100, 200], overdispersion=False)
    assert value_axis_ticks(made, funnel_quantity(made, "proportion", None), 6).high == 1


def test_on_a_phone_the_average_stands_above_the_plot() -> None:
    root = parsed(plot(narrow=True, show_title=False))
    (average,) = [each for each in with_class(root, "kw-label") if (each.text or "").startswith("Average")]
    frame, _ = laid(wards(), NARROW)
    assert float(average.get("y", "")) < numbers(with_class(root, "kw-grid")[-1].get("d", ""))[1]
    assert average.get("text-anchor") == "end"
    assert frame.narrow


PLACES = st.lists(
    st.tuples(st.integers(1, 100_000), st.floats(0, 1)).map(lambda pair: (int(pair[0] * pair[1]), pair[0])),
    min_size=1,
    max_size=40,
).filter(lambda pairs: sum(events for events, _ in pairs) > 0)


@settings(deadline=None, max_examples=40)
@given(PLACES, st.booleans(), st.booleans(), st.sampled_from(["proportion", "rate"]))
def test_any_funnel_is_sound(pairs, over: bool, narrow: bool, kind: str) -> None:
    events, sizes = zip(*pairs, strict=True)
    made = funnel(events, sizes, overdispersion=over, kind=kind)
    assert faults(plot(made, narrow=narrow, unit="proportion" if kind == "proportion" else "per bed")) == []


def test_the_same_funnel_gives_the_same_picture() -> None:
    assert funnel_plot(wards(), title="t", description="d") == funnel_plot(wards(), title="t", description="d")
