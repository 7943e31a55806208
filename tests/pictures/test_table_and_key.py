"""The table behind a chart, and the key below it."""

from __future__ import annotations

from made_analyses import NAN, analysis, falls, lingering, months, short_months

from knotwork.pictures import legend, table
from knotwork.pictures.key import KeyEntry, key_height, key_rows, target_entry


def test_every_point_is_a_row_in_words() -> None:
    row = table(falls(), periods=months(36), unit="per 1,000 bed days")[14]
    assert (row.position, row.period, row.value) == (15, "March 2025", "4.6")
    assert (row.centre, row.lower, row.upper) == ("4.3", "2.6", "6.0")
    assert row.state == "better"
    assert row.signal == "Improvement: one of a run of points below the mean"


def test_usual_variation_says_so_without_a_reason() -> None:
    assert table(falls(), periods=months(36))[0].signal == "Usual variation"


def test_the_table_has_as_many_rows_as_the_chart_has_points() -> None:
    assert [row.position for row in table(falls(), periods=months(36))] == list(range(1, 37))


def test_a_missing_period_stays_and_says_so() -> None:
    row = table(analysis([5, NAN, 5]), periods=short_months(3))[1]
    assert (row.value, row.signal, row.state) == ("no value", "No value", "common")


def test_cells_that_the_chart_has_nothing_for_are_empty() -> None:
    row = table(lingering(), periods=months(12))[0]
    assert (row.denominator, row.lower, row.upper) == ("", "", "")
    assert row.centre == "5"


def test_denominators_are_written_whole_when_they_are() -> None:
    rows = table(analysis([0.5, 0.4, 0.3], n=[1204, 31.5, NAN]), periods=short_months(3))
    assert [row.denominator for row in rows] == ["1,204", "31.5", ""]


def test_proportions_are_shown_as_percentages() -> None:
    row = table(analysis([0.831, 0.5], centre=0.8, lower=0.4, upper=1), periods=short_months(2), unit="proportion")[0]
    assert (row.value, row.centre, row.lower, row.upper) == ("83%", "80%", "40%", "100%")


def test_a_point_left_out_says_so_in_the_table() -> None:
    assert table(analysis([5, 9, 5], excluded=[2]), periods=short_months(3))[1].signal == "Left out"


def test_the_key_shows_only_what_the_chart_has() -> None:
    assert [entry.name for entry in legend(analysis([5, 5], lower=NAN, upper=NAN))] == ["common"]


def test_the_key_of_a_chart_without_values_shows_no_marks() -> None:
    assert legend(analysis([NAN, NAN], centre=NAN, lower=NAN, upper=NAN)) == []
    assert legend(analysis([], phases=[])) == []


def test_the_key_puts_what_matters_most_first() -> None:
    assert [entry.name for entry in legend(falls())] == ["better", "worse", "common", "band"]
    assert [entry.shape for entry in legend(falls())] == ["square", "triangle", "circle", "band"]


def test_the_key_explains_a_line_that_is_crossed_too_seldom() -> None:
    entry = legend(lingering())[-1]
    assert entry == KeyEntry(
        "crossings better",
        "broken line",
        "kw-centre-signal kw-better",
        "Few crossings",
        "The points change sides of the centre line less often than chance would make them.",
    )


def test_every_entry_of_the_key_has_a_word_and_a_meaning() -> None:
    for entry in [*legend(falls(excluded=[3])), target_entry("Target 3.5")]:
        assert entry.word
        assert entry.meaning.endswith(".")


def test_the_key_goes_over_to_a_second_row_when_the_first_is_full() -> None:
    entries = legend(falls(excluded=[3]))
    wide, narrow = key_rows(entries, 14, 2000), key_rows(entries, 14, 260)
    assert len(wide) == 1
    assert len(narrow) > 1
    assert [entry for row in narrow for entry, _ in row] == entries
    assert key_height(narrow) > key_height(wide)


def test_an_entry_wider_than_the_page_still_has_its_own_row() -> None:
    rows = key_rows(legend(falls()), 14, 10)
    assert [len(row) for row in rows] == [1, 1, 1, 1]
