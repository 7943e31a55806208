"""Which changes a mutation run tries when it tries a share of them, and what that share says of all."""

import pytest

from tests.science.mutation import PARTS, ROOT, SPC, drawn, remembering_last, shown, wilson

NAMES = [f"x_centre__mutmut_{number}" for number in range(1, 201)]


def test_a_share_is_that_share_of_the_changes() -> None:
    assert len(drawn(NAMES, 0.1, 1)) == 20
    assert set(drawn(NAMES, 0.1, 1)) < set(NAMES)


def test_a_whole_share_is_every_change_once() -> None:
    assert drawn(NAMES, 1.0, 1) == sorted(NAMES)


@pytest.mark.parametrize(("made", "tried"), [(1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_small_module_has_at_least_one_change_tried(made: int, tried: int) -> None:
    assert len(drawn(NAMES[:made], 0.05, 1)) == tried


def test_a_share_can_be_drawn_again() -> None:
    assert drawn(NAMES, 0.1, 1) == drawn(NAMES[::-1], 0.1, 1)


def test_another_seed_draws_others() -> None:
    assert drawn(NAMES, 0.1, 1) != drawn(NAMES, 0.1, 2)


def test_a_larger_share_holds_the_smaller() -> None:
    assert set(drawn(NAMES, 0.05, 1)) < set(drawn(NAMES, 0.1, 1))


def test_a_share_is_not_just_the_first_changes() -> None:
    assert drawn(NAMES, 0.1, 1) != sorted(NAMES)[:20]


@pytest.mark.parametrize(
    ("found", "among", "least", "most"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_newcombes_table(found: int, among: int, least: float, most: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), page 862, table I, method 3."""
    assert wilson(found, among) == pytest.approx((least, most), abs=5e-5)


def test_all_noticed_does_not_say_that_all_would_be() -> None:
    least, most = wilson(20, 20)
    assert least == pytest.approx(1 - 0.1611, abs=5e-5)
    assert most == 1


def test_every_module_of_the_statistics_that_computes_is_in_one_part() -> None:
    """But for the shape of results and lists of names."""
    room = ROOT / SPC
    modules = [file for patterns, _ in PARTS.values() for pattern in patterns for file in room.glob(pattern)]
    left = {str(file.relative_to(room)) for file in set(room.rglob("*.py")) - set(modules)}
    assert left == {"__init__.py", "result.py", "screening/__init__.py"}
    assert len(modules) == len(set(modules))


def test_functions_that_remember_are_made_to_at_the_end_so_that_they_can_be_changed() -> None:
    remembered = "@cache\ndef one():\n    pass\n\n\n@lru_cache(maxsize=8)\ndef two():\n    pass\n"
    plain, last = (
        "def one():\n    pass\n\n\ndef two():\n    pass\n",
        "one = cache(one)\ntwo = lru_cache(maxsize=8)(two)\n",
    )
    assert remembering_last(remembered) == plain + last


def test_a_change_is_shown_with_some_words_before_and_after() -> None:
    code = "def x_f__mutmut_orig(a):\n    return a + 1\n\n\ndef x_f__mutmut_1(a):\n    return a - 1\n"
    assert list(shown(["m.x_f__mutmut_1"], code)) == ["x_f__mutmut_1\ndef (a): return a + 1\ndef (a): return a - 1"]
