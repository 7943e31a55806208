"""`knotwork import observations`: its exit codes, and what it says."""

from pathlib import Path

import pytest

from knotwork.command import main
from knotwork.learning.measures.models import Measure, Observation
from knotwork.learning.systems.models import LearningSystem

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[2] / "../shared/data/NHSRdatasets__ae_attendances.csv"
COLUMNS = ["--place", "ward", "--period", "month", "--numerator", "falls", "--denominator", "days"]


@pytest.fixture(autouse=True)
def _database_is_ready(monkeypatch):
    monkeypatch.setattr("knotwork.command.importing.ready_database", lambda: None)


@pytest.fixture
def bring(world, tmp_path):
    assert world.measure.pk  # there to bring numbers into

    def run(rows: str, *more: str, system: str = "falls", measure: str = "Falls", columns=COLUMNS) -> int:
        file = tmp_path / "falls.csv"
        file.write_text("ward,month,falls,days\n" + rows)
        given = ["import", "observations", str(file), "--system", system, "--measure", measure]
        return main([*given, *columns, *more])

    return run


def test_a_file_comes_in_and_the_same_again_changes_nothing(bring, capsys) -> None:
    before = Observation.objects.count()
    assert bring("Ward 4,2026-10,5,900\n") == 0
    assert Observation.objects.count() == before + 1
    assert bring("Ward 4,2026-10,5,900\n") == 0
    assert Observation.objects.count() == before + 1
    assert "1 were there already" in capsys.readouterr().out


def test_looking_changes_nothing_and_says_what_would_change(bring, capsys) -> None:
    before = Observation.objects.count()
    assert bring("Ward 4,2026-10,5,900\n", "--look") == 0
    assert "1 numbers would be added" in capsys.readouterr().out
    assert Observation.objects.count() == before


REFUSED = {
    "a bad row": ("Ward 4,2026-10,many,900\n", {}, "row 2, column “falls”"),
    "an unknown place": ("Ward 77,2026-10,5,900\n", {}, "unknown place “Ward 77”"),
    "a missing system": ("Ward 4,2026-10,5,900\n", {"system": "none"}, "there is no learning system “none”"),
    "a missing measure": ("Ward 4,2026-10,5,900\n", {"measure": "none"}, "there is no measure “none”"),
    "a missing column": ("Ward 4,2026-10,5,900\n", {"columns": ["--place", "x", *COLUMNS[2:]]}, "x"),
    "no denominator": ("Ward 4,2026-10,5,900\n", {"columns": COLUMNS[:-2]}, "name its denominator"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_command_says_why_it_did_nothing(bring, capsys, what) -> None:
    rows, more, why = REFUSED[what]
    before = Observation.objects.count()
    assert bring(rows, **more) == 1
    assert why in capsys.readouterr().err
    assert Observation.objects.count() == before


def test_where_that_is_no_column_and_value_is_refused(bring, capsys) -> None:
    assert bring("Ward 4,2026-10,5,900\n", "--where", "ward") == 1
    assert "COLUMN=VALUE" in capsys.readouterr().err


def test_where_keeps_some_rows_and_sum_adds_them_up(bring) -> None:
    rows = "Ward 4,2026-10,5,900\nWard 4,2026-10,2,100\nWard 9,2026-10,1,100\n"
    assert bring(rows) == 1
    assert bring(rows, "--sum", "--where", "ward=Ward 4") == 0
    (made,) = Observation.objects.filter(period="2026-10-01")
    assert (made.place.name, made.numerator, made.denominator) == ("Ward 4", 7, 1000)


def test_create_makes_all_that_is_missing(bring) -> None:
    assert bring("Ward 77,2026-10,5,900\n", "--create", "--better", "lower", system="Sleep", measure="Rest") == 0
    made = Measure.objects.get(name="Rest")
    assert (made.system.name, made.direction, made.chart) == ("Sleep", "decrease", "pp")


def test_the_command_without_what_it_needs_is_not_understood() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["import", "observations", "x.csv"])
    assert stopped.value.code == 2


def test_a_real_file_comes_in_whole(world) -> None:
    assert world.system.pk  # another system, which is left alone
    code = main(["import", "observations", str(REAL), "--system", "Waiting", "--measure", "Four hours", "--create",
                 "--place", "org_code", "--period", "period", "--numerator", "breaches", "--denominator",
                 "attendances", "--where", "type=1"])  # fmt: skip
    assert code == 0
    rows = [line for line in REAL.read_text().splitlines() if '"1"' in line.split(",")[2]]
    assert Observation.objects.filter(measure__name="Four hours").count() == len(rows)
    assert LearningSystem.objects.get(name="Waiting").places.count() == len({row.split(",")[1] for row in rows})
