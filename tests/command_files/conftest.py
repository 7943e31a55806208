"""Small files to chart, and the command to chart them with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knotwork.command import main

Run = Callable[..., tuple[int, str, str]]
SHIFTED = [9, 11, 10, 12, 8, 10, 11, 9, 10, 12, 9, 11, 30, 31, 29, 32, 30, 28, 31, 30, 33, 29, 30, 31]
STEADY = [9, 11, 10, 12, 8, 10, 11, 9, 10, 12, 9, 11, 9, 12, 8, 11, 10, 9, 12, 10, 9, 11, 8, 12]


def month(at: int) -> str:
    return f"{2023 + at // 12}-{at % 12 + 1:02d}"


@pytest.fixture
def run(capsys: pytest.CaptureFixture) -> Run:
    """Run the command: its exit code, what it said, and what it said on standard error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.fixture
def falls(tmp_path: Path) -> Path:
    """Two wards for two years: falls among a hundred patients; one ward's falls tripled after a year."""
    lines = ["ward,month,falls,patients,kind"]
    for ward, values in (("Rowan", SHIFTED), ("Ash", STEADY), ("Elm", STEADY[::-1])):
        lines += [f"{ward},{month(at)},{value},100,all" for at, value in enumerate(values)]
    file = tmp_path / "falls.csv"
    file.write_text("\n".join(lines) + "\n")
    return file
