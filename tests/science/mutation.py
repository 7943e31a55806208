"""Change the statistics in thousands of small ways, one at a time, and see whether their tests notice.

    python -m tests.science.mutation [part…] [--share 0.1 --seed 1] [--keep FOLDER]

runs all parts, or those named (`rules`, `charts`, …: see PARTS); with `--share`, a random share of each module's
changes, the same ones for the same seed. What survives is explained in `docs/algorithms/mutation.md`. The library that
makes the changes is mutmut, of PyPI: `pip install mutmut` into the environment of the science tests. It works on copies
of its own, one process at a time, with a limit of time a change.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
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
    "charts": (["charts/[!c]*.py"], [f"{SPEC}/charts", f"{SPEC}/test_charts.py"]),
    "constants": (
        ["charts/constants.py"],
        [f"{SPEC}/charts/test_subgroups.py", f"{WORKED}/test_xbar_chart.py", f"{REFERENCE}/test_tables.py"],
    ),
    "asked": (["asked.py", "series.py"], [f"{SPEC}/charts", f"{SPEC}/test_options.py", f"{SPEC}/test_refusals.py"]),
    "analysis": (["analysis.py"], [f"{SPEC}/charts", f"{SPEC}/test_charts.py", f"{WORKED}/test_phases.py"]),
    "reading": (
        ["reading.py"],
        [
            f"{SPEC}/reading",
            f"{SPEC}/test_reading.py",
            f"{WORKED}/test_reading_page.py",
            f"{WORKED}/test_verdict_page.py",
        ],
    ),
    "screening": (["screening/latest.py", "screening/rows.py", "screening/controlled.py"], [f"{SPEC}/screening"]),
    "table": (
        ["screening/table.py", "screening/screen.py"],
        [f"{SPEC}/screening", "tests/science/properties/test_screening.py"],
    ),
    "cautions": (["cautions.py"], [f"{SPEC}/test_cautions.py", f"{WORKED}/test_cautions_page.py", f"{SPEC}/cautions"]),
    "departures": (
        ["departures.py"],
        [
            f"{SPEC}/test_cautions.py",
            f"{SPEC}/test_choosing_charts.py",
            f"{WORKED}/test_cautions_page.py",
            f"{WORKED}/test_choosing.py",
            f"{SPEC}/cautions",
        ],
    ),
    "choosing": (
        ["choosing.py"],
        [f"{SPEC}/test_choosing_charts.py", f"{WORKED}/test_choosing.py", f"{SPEC}/choosing"],
    ),
    "chance": (
        ["chance.py", "chance_rates.py", "chance_table.py"],
        [f"{SPEC}/test_chance.py", f"{WORKED}/test_false_signals.py", f"{SPEC}/chance"],
    ),
    "chance_charts": (
        ["chance_early.py", "chance_subgroups.py"],
        [f"{SPEC}/test_chance.py", f"{SPEC}/test_false_signals_charts.py", f"{SPEC}/chance"],
    ),
    "performance": (["performance/*.py"], [f"{SPEC}/performance", f"{WORKED}/test_run_lengths.py"]),
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
NAMED = """
import sys
from pathlib import Path
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

for file in sys.argv[1:]:
    for name in mutate_file_contents(file, Path(file).read_text(), None, None).mutant_names:
        print(get_mutant_name(Path(file), name))
"""
TOO_LONG = {24, -24, 152}
NOTICED = {1, 3, *TOO_LONG}
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


def drawn(names: list[str], share: float, seed: int) -> list[str]:
    """A random share of one module's changes, at least one; the same for the same seed and in any larger share."""
    shuffled = sorted(names)
    random.Random(seed).shuffle(shuffled)
    return sorted(shuffled[: math.ceil(share * len(shuffled))])


def wilson(noticed: int, tried: int) -> tuple[float, float]:
    """What share of all changes is noticed, from a random share of them: the 95 % interval (Wilson, 1927)."""
    z, found = 1.959964, noticed / tried
    middle, scale = found + z * z / (2 * tried), 1 + z * z / tried
    half = z * math.sqrt(found * (1 - found) / tried + z * z / (4 * tried * tried))
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def changes(patterns: list[str], folder: Path) -> dict[str, list[str]]:
    """By module, the names of all changes that the library would make."""
    found = {}
    for file in sorted(file for pattern in patterns for file in folder.glob(f"{SPC}/{pattern}")):
        asked = [sys.executable, "-c", NAMED, str(file.relative_to(folder))]
        found[str(file.relative_to(folder / SPC))] = subprocess.check_output(asked, cwd=folder, text=True).split()
    return {module: names for module, names in found.items() if names}


def seen(folder: Path, module: str, tried: list[str]) -> dict[str, int]:
    """What the test run of each change of a module ended with."""
    codes = json.loads((folder / "mutants" / SPC / f"{module}.meta").read_text())["exit_code_by_key"]
    return {change: codes[change] for change in tried}


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


def run(name: str, folder: Path, share: float, seed: int) -> list[int]:
    """Run a part, print a line a module and each change that survived; how many were made, tried and noticed."""
    modules, specified = PARTS[name]
    tests = [test for test in specified if (ROOT / test).exists()]
    copied([f"{SPC}/{module}" for module in modules], tests, folder)
    every = changes(modules, folder)
    chosen = {module: drawn(names, share, seed) for module, names in every.items()}
    mutmut = [Path(sys.executable).with_name("mutmut"), "run", "--max-children", "1"]
    subprocess.run([*mutmut, *(change for names in chosen.values() for change in names)], cwd=folder, check=True)
    total = [0, 0, 0]
    for module, tried in chosen.items():
        codes = seen(folder, module, tried)
        left = [change for change, code in codes.items() if survives(change, code, folder, tests)]
        slow = sum(code in TOO_LONG for code in codes.values())
        counted = [len(every[module]), len(tried), len(tried) - len(left)]
        print(
            f"\n| `{module}` |", *(f"{count} |" for count in [*counted, len(left)]), f"{slow} took too long", flush=True
        )
        subprocess.run([sys.executable, "-c", SHOWN, *left], cwd=folder, check=True)
        total = [before + count for before, count in zip(total, counted, strict=True)]
    return total


def main() -> None:
    """Run the parts asked for, each in a folder of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []])
    asked.add_argument("--share", type=float, default=1.0, help="what share of each module's changes to try, above 0")
    asked.add_argument("--seed", type=int, default=1, help="which random share")
    asked.add_argument("--keep", type=Path, help="where to keep the copies, to look at with `mutmut browse`")
    given = asked.parse_args()
    if not 0 < given.share <= 1:
        asked.error("The share is a part of the changes: above 0, at most 1.")
    with tempfile.TemporaryDirectory() as passing:
        folders = {name: (given.keep or Path(passing)) / name for name in given.parts or PARTS}
        totals = [run(name, folder, given.share, given.seed) for name, folder in folders.items()]
    made, tried, noticed = (sum(counts) for counts in zip(*totals, strict=True))
    least, most = wilson(noticed, tried)
    print(f"\n| all | {made} | {tried} | {noticed} | {tried - noticed} | share {given.share}, seed {given.seed}")
    print(f"Noticed: {noticed / tried:.1%} of those tried (95 % interval, Wilson: {least:.1%} to {most:.1%})")


if __name__ == "__main__":
    main()
