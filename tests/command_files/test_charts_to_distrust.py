"""A report says which charts to read with care, why, and what to do."""

from pathlib import Path

import pytest

from knotwork.command.distrust import KINDS, OTHER, charts_to_distrust, gathered, kind_of
from tests.command_files.conftest import Run

ALIKE, SEASON, OWN = "Neighbouring points are alike (correlation about 0.8).", "The same months are alike.", "New."
ATTENDANCES = Path(__file__).resolve().parents[2] / "../shared/data/NHSRdatasets__ae_attendances.csv"
COUNTRY = ["--series", "org_code", "--period", "period", "--value", "breaches", "--denominator", "attendances"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (ALIKE, "neighbours alike"),
        (SEASON, "a season"),
        ("The same quarters are alike.", "a season"),
        ("The values are skewed (+2.1).", "skewed"),
        ("The points vary 3.0 times as much as chance alone.", "more or less spread than chance"),
        ("Only 0.4 events are expected a point.", "too little in each point"),
        ("Most values lie exactly on the centre line.", "too many on the centre line"),
        (OWN, "another warning"),
    ],
)
def test_each_sentence_is_of_one_kind(words: str, kind: str) -> None:
    assert kind_of(words)[1] == kind


def test_every_kind_says_what_to_do() -> None:
    assert all(do for _start, _why, do in (*KINDS, OTHER))


def test_the_commonest_kind_stands_first_and_a_series_is_named_once_a_kind() -> None:
    found = gathered([("A", (SEASON,)), ("B", (ALIKE, ALIKE)), ("C", (ALIKE, SEASON)), ("D", (ALIKE,)), ("E", ())])
    assert [(kind[1], names) for kind, names in found.items()] == [
        ("neighbours alike", ["B", "C", "D"]),
        ("a season", ["A", "C"]),
    ]


def test_it_counts_series_and_not_warnings() -> None:
    page = "".join(charts_to_distrust([("A", (ALIKE, SEASON)), ("B", ())], changed=2))
    assert "1 of 2 that changed carry a warning" in page


def test_it_says_where_not_all_were_looked_at() -> None:
    page = "".join(charts_to_distrust([("A", (ALIKE,)), ("B", ())], changed=900))
    assert "1 of the 2 that changed last" in page


def test_without_warnings_it_says_so_and_without_changes_it_is_silent() -> None:
    assert "None of the series" in "".join(charts_to_distrust([("A", ())], changed=1))
    assert list(charts_to_distrust([], changed=0)) == []


def test_a_name_cannot_carry_markup_into_the_report() -> None:
    assert "<b>" not in "".join(charts_to_distrust([("<b>A", (ALIKE,))], changed=1))


def test_the_country_has_its_charts_to_distrust_and_its_peers_in_a_month(run: Run, tmp_path: Path) -> None:
    made = tmp_path / "report.html"
    code, told, _ = run(
        "screen", ATTENDANCES, *COUNTRY, "--where", "type=1", "--output", made,
        "--peers-in", "2018-07", "--false-discovery-rate", "0.1",
    )  # fmt: skip
    page = made.read_text()
    assert code == 0
    assert "held to 10%" in told
    assert "Which differ from their peers, July 2018" in page
    assert "neighbours alike" in page


@pytest.mark.parametrize("rate", ["0", "1", "-1", "five", "nan", "5%"])
def test_a_rate_that_is_no_share_is_not_understood(run: Run, falls: Path, rate: str) -> None:
    code, _, refused = run("screen", falls, "--series", "ward", "--value", "falls", "--false-discovery-rate=" + rate)
    assert code == 2
    assert "between 0 and 1" in refused


def test_peers_in_a_period_that_is_not_there_are_refused(run: Run, falls: Path) -> None:
    columns = ["--series", "ward", "--value", "falls", "--denominator", "patients", "--period", "month"]
    code, _, refused = run("screen", falls, *columns, "--peers-in", "2031-01")
    assert code == 1
    assert "--peers-in" in refused
