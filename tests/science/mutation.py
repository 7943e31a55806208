"""Change the statistics in thousands of small ways, one at a time, and see whether their tests notice.

    python -m tests.science.mutation [part…] [--keep FOLDER]

runs all parts, or those named (`rules`, `charts`, …: see PARTS). What survives is explained in
`docs/algorithms/mutation.md`. The library that makes the changes is mutmut, of PyPI: `pip install mutmut` into the
environment of the science tests. It works on copies of its own, one process at a time, with a limit of time a change.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPC = "src/knotwork/science/spc"
SPEC, REFERENCE = "tests/science/spec", "tests/science/reference"
WORKED = f"{SPEC}/worked"

PARTS: dict[str, tuple[list[str], list[str]]] = {
    "rules": (
        ["rules/*.py", "runs.py"],
        [f"{SPEC}/rules", f"{SPEC}/test_rules.py", f"{SPEC}/test_runs.py", f"{WORKED}/test_best_box.py"],
    ),
    "averages": (["averages.py", "distributions.py"], [f"{SPEC}/averages"]),
    "columns": (["columns.py"], [f"{SPEC}/columns"]),
    "words": (
        ["words.py", "verdict.py"],
        [f"{SPEC}/words", f"{SPEC}/test_verdict.py", f"{SPEC}/reading", f"{WORKED}/test_verdict_page.py"],
    ),
    "data_count": (["making_data_count.py"], [f"{WORKED}/test_making_data_count.py", f"{SPEC}/data_count"]),
    "rebasing": (["rebasing.py"], [f"{WORKED}/test_proposing_to_rebase.py", f"{SPEC}/rebasing"]),
    "funnels": (
        ["funnels/*.py"],
        [f"{SPEC}/screening/test_funnels_by_hand.py", f"{SPEC}/funnels", f"{REFERENCE}/test_funnels.py"],
    ),
    "charts": (["charts/*.py"], [f"{SPEC}/charts", f"{SPEC}/test_charts.py"]),
    "screening": (["screening/latest.py", "screening/rows.py", "screening/controlled.py"], [f"{SPEC}/screening"]),
    "table": (["screening/table.py"], [f"{SPEC}/screening", "tests/science/properties/test_screening.py"]),
    "asked": (["asked.py", "series.py"], [f"{SPEC}/charts", f"{SPEC}/test_options.py", f"{SPEC}/test_refusals.py"]),
    "analysis": (["analysis.py"], [f"{SPEC}/charts", f"{SPEC}/test_charts.py", f"{WORKED}/test_phases.py"]),
    "performance": (["performance/*.py"], [f"{SPEC}/performance"]),
}
"""By part, the modules that are changed and the tests that specify them."""

SETTINGS = """\
[tool.mutmut]
source_paths = ["src"]
only_mutate = {modules}
also_copy = ["docs/algorithms"]
pytest_add_cli_args = ["-c", "tests/science/pytest.ini"]
pytest_add_cli_args_test_selection = {tests}
process_isolation = "forkserver"
timeout_multiplier = 3.0
timeout_constant = 3.0
use_git_change_detection = false
track_dependencies = false
"""
FEW_EXAMPLES = """\
from hypothesis import settings

settings.register_profile("few", max_examples=10, derandomize=True, database=None, deadline=None)
settings.load_profile("few")
"""
MEMORY = re.compile(r"^@(cache|lru_cache\(.*\))\n", re.MULTILINE)
"""Functions that remember are not changed by the library, and would hide changes of what they call."""
SHOWN = """
import sys
from mutmut.mutation.diff_apply import find_mutant, get_diff_for_mutant

for change in sys.argv[1:]:
    lines = get_diff_for_mutant(change, path=find_mutant(change).path).splitlines()[2:]
    print(change.rpartition(".")[2], *[line for line in lines if line[:1] in "+-"], sep="\\n", flush=True)
"""
NOTICED = {1, 3, 24, -24, 152}
"""What a test run ends with when a test failed, or took too long."""
AT_IMPORT = ("x_one_side", "x_strict_trend", "x_trend_past_ties")
"""Functions called when a module is read, before the library chooses its change: these are tried in new processes."""


def copied(modules: list[str], tests: list[str], folder: Path) -> None:
    """A copy of the science and its tests, that remembers nothing in the modules to be changed."""
    for part in ("src/knotwork/science", "tests/science", "docs/algorithms"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copy(ROOT / "src/knotwork/__init__.py", folder / "src/knotwork")
    (folder / "shared").symlink_to(ROOT.parent / "shared")
    (folder / "tests/science/conftest.py").write_text(FEW_EXAMPLES)
    (folder / "pyproject.toml").write_text(SETTINGS.format(modules=json.dumps(modules), tests=json.dumps(tests)))
    for pattern in modules:
        for file in folder.glob(pattern):
            file.write_text(MEMORY.sub("", file.read_text()))


def seen(folder: Path) -> dict[str, dict[str, int]]:
    """By module, what the test run of each change ended with."""
    found = {}
    for file in sorted(folder.glob(f"mutants/{SPC}/**/*.meta")):
        if codes := json.loads(file.read_text())["exit_code_by_key"]:
            found[str(file.relative_to(folder / "mutants" / SPC)).removesuffix(".meta")] = codes
    return found


def survives(change: str, code: int, folder: Path, tests: list[str]) -> bool:
    """Whether no test notices; what the library could not try as it should is tried in a process of its own."""
    if code in NOTICED:
        return False
    if code == 0 and not any(name in change for name in AT_IMPORT):
        return True
    asked = [sys.executable, "-m", "pytest", "-q", "-x", "-c", "tests/science/pytest.ini", *tests]
    chosen = {**os.environ, "MUTANT_UNDER_TEST": change, "PYTHONPATH": "src"}
    try:
        done = subprocess.run(asked, cwd=folder / "mutants", env=chosen, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def run(name: str, folder: Path) -> None:
    """Run a part, print a line a module and each change that survived."""
    modules, specified = PARTS[name]
    tests = [test for test in specified if (ROOT / test).exists()]
    copied([f"{SPC}/{module}" for module in modules], tests, folder)
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([mutmut, "run", "--max-children", "1"], cwd=folder, check=True)
    for module, codes in seen(folder).items():
        left = [change for change, code in codes.items() if survives(change, code, folder, tests)]
        print(f"| {module} | {len(codes)} | {len(codes) - len(left)} | {len(left)} |", flush=True)
        subprocess.run([sys.executable, "-c", SHOWN, *left], cwd=folder, check=True)


def main() -> None:
    """Run the parts asked for, each in a folder of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []])
    asked.add_argument("--keep", type=Path, help="where to keep the copies, to look at with `mutmut browse`")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        for name in given.parts or PARTS:
            run(name, (given.keep or Path(passing)) / name)


if __name__ == "__main__":
    main()
