"""The contracts of the house hold, and would notice if they did not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]


def lint(folder: Path) -> subprocess.CompletedProcess:
    where = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(LINT, cwd=folder, env=where, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house, to break something in."""
    leave = shutil.ignore_patterns("static", "templates", "__pycache__", "*.toml")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_rooms_use_only_rooms_on_floors_below_them() -> None:
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("science/spc/result.py", "import django"),
        ("access/verbs.py", "import knotwork.learning.places.models"),
        ("learning/places/models.py", "import knotwork.learning.decisions.models"),
        ("learning/home/views.py", "import knotwork.learning.strands.models"),
        ("learning/insights/helpers.py", ""),
        ("learning/brooms/__init__.py", ""),
    ],
)
def test_a_broken_rule_of_the_house_is_noticed(copy: Path, file: str, line: str) -> None:
    broken = copy / "src/knotwork" / file
    broken.parent.mkdir(exist_ok=True)
    broken.write_text(f"{broken.read_text() if broken.exists() else ''}\n{line}\n")
    assert lint(copy).returncode == 1
