"""What must hold of every picture of every analysis: sound XML, finite numbers, everything on its sheet."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_analyses import NAN, analysis, falls, lingering
from sound_svg import faults
from svg_reading import focusable, parsed, texts, with_class

from knotwork.pictures import Flag, chart, small, sparkline, standalone, table
from knotwork.pictures.points import MOST_STOPS
from knotwork.science.spc import KINDS, analyse

OF_COUNTS = {"np", "p", "pp", "u", "up", "ip"}
NUMBERS = st.one_of(st.just(NAN), st.floats(-1e49, 1e49), st.integers(-5, 5).map(float))


def full(made, **changes) -> str:
    names = [f"Point {at + 1}" for at in range(len(made.x))]
    return chart(made, **({"title": "t", "description": "d", "periods": names, "warning_lines": True} | changes))


def test_the_check_itself_finds_what_is_wrong() -> None:
    def broken(inside: str) -> list[str]:
        return faults(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{inside}</svg>')

    assert broken('<path d="M0 0L100 50"/>') == []
    assert broken('<circle cx="nan" cy="1" r="2"/>'.replace("nan", "inf"))
    assert broken('<path d="M0 0L300 50"/>')
    assert broken('<path d="M0 0V-60"/>')
    assert broken('<g transform="translate(90 0)"><text x="60" y="5"/></g>')
    assert broken('<g id="a"/><g id="a"/>')
    assert broken('<g aria-labelledby="b"/>')


@settings(deadline=None, max_examples=60)
@given(st.lists(NUMBERS, max_size=40), st.booleans(), st.sampled_from(["", "%", "proportion", "£", "days"]))
def test_any_values_give_a_sound_chart(values: list[float], narrow: bool, unit: str) -> None:
    known = [value for value in values if math.isfinite(value)] or [0.0]
    made = analysis(values, centre=sum(known) / len(known), lower=min(known), upper=max(known), target=known[0])
    assert faults(full(made, narrow=narrow, unit=unit)) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(NUMBERS, max_size=40))
def test_any_values_give_a_sound_small_multiple(values: list[float]) -> None:
    assert faults(small(analysis(values, centre=NAN, lower=NAN, upper=NAN), label="a", description="b"), margin=4) == []


def made_by_chance(kind: str, count: int, seed: int, phases: list[int], exclude: list[int]):
    chance = np.random.default_rng(seed)
    if kind in OF_COUNTS:
        sizes = chance.integers(1, 300, count)
        return analyse(kind, chance.binomial(sizes, 0.2), sizes, phases=phases, exclude=exclude, direction="decrease")
    if kind in {"xbar", "s", "r"}:
        places = np.repeat(np.arange(count), 3)
        return analyse(kind, chance.normal(10, 2, count * 3), x=places, direction="increase")
    return analyse(kind, chance.integers(1, 50, count), phases=phases, exclude=exclude, direction="decrease")


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(sorted(KINDS)), st.integers(4, 70), st.integers(0, 10**6), st.data())
def test_every_kind_of_any_length_gives_sound_pictures(kind: str, count: int, seed: int, data) -> None:
    phases = data.draw(st.lists(st.integers(2, count - 2), max_size=2, unique=True).map(sorted)) if count > 8 else []
    exclude = data.draw(st.lists(st.integers(1, count), max_size=2, unique=True))
    made = made_by_chance(kind, count, seed, phases if len(set(np.diff([0, *phases, count]))) else [], exclude)
    for narrow in (False, True):
        assert faults(full(made, narrow=narrow)) == []
    assert faults(small(made, label="a", description=made.reading), margin=4) == []
    assert faults(sparkline(made, description=made.reading), margin=60) == []
    assert len(table(made, periods=[str(at) for at in made.x])) == len(made.x)


@pytest.mark.parametrize("scale", [1e-300, 1e-30, 1e-5, 1e6, 1e30, 1e48])
def test_tiny_and_huge_numbers_are_drawn_within_the_sheet(scale: float) -> None:
    made = analyse("i", np.array([5, 6, 4, 7, 5, 6, 5, 4, 6, 5, 7, 6]) * scale, target=5 * scale)
    svg = full(made)
    assert faults(svg) == []
    assert max(map(len, texts(parsed(svg)))) < 40


@pytest.mark.parametrize("count", [1, 2, 12, 60, MOST_STOPS, MOST_STOPS + 1, 1000])
def test_each_point_is_a_stop_until_that_would_be_a_burden(count: int) -> None:
    made = analysis([5 + at % 3 for at in range(count)], outside=[count])
    stops = focusable(parsed(full(made)))
    assert len(stops) == (count if count <= MOST_STOPS else 2)
    assert all(each.get("aria-label") and each.get("role") == "img" for each in stops)


def test_beyond_that_the_first_the_last_and_all_that_say_something_keep_their_stops() -> None:
    made = analysis([5.0] * 300, outside=[70, 200])
    said = [each.get("aria-label", "").partition(":")[0] for each in focusable(parsed(full(made)))]
    assert said == ["Point 1", "Point 70", "Point 200", "Point 300"]


@pytest.mark.parametrize("draw", [lambda: full(falls()), lambda: full(lingering(), narrow=True)])
def test_a_chart_is_a_named_group_whose_lines_are_hidden_and_whose_points_speak(draw) -> None:
    root = parsed(draw())
    assert root.get("role") == "group"
    hidden = [each for each in root.iter() if each.get("aria-hidden") == "true"]
    for css in ("kw-tick", "kw-grid", "kw-line", "kw-centre"):
        for each in with_class(root, css):
            assert any(each in list(parent.iter()) for parent in hidden), css
    spoken = [each for parent in hidden for each in focusable(parent)]
    assert spoken == []


def test_a_flag_that_starts_a_phase_says_its_reason_in_full_even_where_the_words_are_cut() -> None:
    reason = "Moved to the new building with single rooms, and the safety huddle began on the same day"
    svg = full(falls(), annotations=[Flag(15, reason, "New phase")])
    (flag,) = with_class(parsed(svg), "kw-flagged")
    assert flag.get("aria-label") == f"New phase: {reason}"
    (label,) = with_class(parsed(svg), "kw-flag-label")
    assert (label.text or "").endswith("…")
    assert len(label.text or "") > 24


@pytest.mark.parametrize("narrow", [False, True])
def test_on_a_phone_the_key_says_the_limits_of_today(narrow: bool) -> None:
    words = texts(parsed(full(falls(), narrow=narrow)))
    assert ("Usual range now 2.6 to 6.0" in words) is narrow


def test_saved_pictures_refer_to_nothing_outside_themselves() -> None:
    for svg in (full(falls()), small(falls(), label="a", description="b"), sparkline(falls(), description="b")):
        saved = standalone(svg)
        assert faults(saved) == []
        for outside in ("url(", "@import", "href=", "src=", "@font-face", "http://", "https://"):
            assert outside not in saved.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_programs_without_custom_properties_find_every_colour_in_the_picture_itself() -> None:
    root = parsed(standalone(full(falls(), annotations=[Flag(3, "x")], proposal=None)))
    style, *_ = root
    assert (style.text or "").strip().startswith("@supports (color: var(--kw-ink)) {")
    for each in root.iter():
        if each.tag.endswith(("path", "rect", "circle")):
            assert each.get("fill"), each.attrib
        if each.tag.endswith("text") and "kw-tip" not in each.get("class", ""):
            assert each.get("fill"), each.attrib
        assert "var(" not in " ".join(each.attrib.values())
        assert each.get("style") is None
