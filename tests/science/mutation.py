"""Change the statistics in thousands of small ways, one at a time, and see whether their tests notice.

    python -m tests.science.mutation [part…] [--share 0.1 --seed 1] [--keep FOLDER]

runs all parts, or those named (`rules`, `charts`, …: see PARTS); with `--share`, a random share of each module's
changes, the same ones for the same seed. What survives is explained in `docs/algorithms/mutation.md`. The library that
makes the changes is mutmut, of PyPI: `pip install mutmut` into the environment of the science tests. It works on copies
of its own, one process at a time, with a limit of time a change.
"""

from __future__ import annotations

import argparse
import ast
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPC = "src/knotwork/science/spc"
SPEC, REFERENCE = "tests/science/spec", "tests/science/reference"
WORKED = f"{SPEC}/worked"

PARTS: dict[str, tuple[list[str], list[str]]] = {
    "rules": (
        ["rules/*.py", "runs.py"],
        [
            f"{SPEC}/rules",
            *(f"{SPEC}/test_{name}.py" for name in ("rules", "runs", "number_of_runs_of_long_series")),
            *(f"{WORKED}/test_{name}.py" for name in ("best_box", "ihi_rules", "nelson_rules")),
        ],
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
        [
            *(
                f"{SPEC}/charts/test_{name}.py"
                for name in ("subgroups", "constants_of_many_sizes", "ranges", "ways_to_spread")
            ),
            f"{WORKED}/test_xbar_chart.py",
            f"{REFERENCE}/test_tables.py",
        ],
    ),
    "asked": (
        ["asked.py", "series.py", "ordering.py"],
        [f"{SPEC}/charts", f"{SPEC}/test_options.py", f"{SPEC}/test_refusals.py"],
    ),
    "analysis": (
        ["analysis.py"],
        [
            *(f"{SPEC}/{name}" for name in ("charts", "chance/test_baselines.py", "chance/test_rates_by_kind.py")),
            *(f"{SPEC}/test_{name}.py" for name in ("charts", "options", "cautions", "verdict")),
            f"{SPEC}/reading/test_levels_of_phases.py",
            f"{WORKED}/test_phases.py",
            f"{WORKED}/test_nelson_rules.py",
        ],
    ),
    "reading": (
        ["reading.py"],
        [
            f"{SPEC}/reading",
            f"{SPEC}/test_reading.py",
            f"{SPEC}/charts/test_baselines_without_values.py",
            f"{WORKED}/test_reading_page.py",
            f"{WORKED}/test_verdict_page.py",
        ],
    ),
    "screening": (
        [f"screening/{name}.py" for name in ("latest", "rows", "controlled", "estimated", "farthest")],
        [f"{SPEC}/screening", f"{SPEC}/test_verdict.py"],
    ),
    "table": (["screening/table.py", "screening/screen.py"], [f"{SPEC}/screening", f"{WORKED}/test_screening_page.py"]),
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
    "chance_charts": (["chance_early.py", "chance_subgroups.py"], [f"{SPEC}/chance"]),
    "performance": (["performance/*.py"], [f"{SPEC}/performance", f"{WORKED}/test_run_lengths.py"]),
}
"""By part, the modules that are changed and the tests that specify them."""

FEW_EXAMPLES = """\
from hypothesis import Phase, settings

found = [Phase.explicit, Phase.generate]
settings.register_profile("few", max_examples=10, derandomize=True, database=None, deadline=None, phases=found)
settings.load_profile("few")
"""
MEMORY = re.compile(r"^@(cache|lru_cache\(.*\))\ndef (\w+)", re.MULTILINE)
"""The library leaves functions that remember alone: they are made to at the end of their module instead."""
MADE = """
import sys
from pathlib import Path
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

for file in map(Path, sys.argv[1:]):
    made = mutate_file_contents(str(file), file.read_text(), None, None)
    file.write_text(made.code)
    print(*(get_mutant_name(file, name) for name in made.mutant_names), sep="\\n")
"""
PYTEST = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=native", "--assert=plain", "-c", "tests/science/pytest.ini"]


def copied(modules: list[str], folder: Path) -> None:
    """A copy of the science and its tests, in which functions that remember can be changed."""
    for part in ("src/knotwork/science", "tests/science", "docs/algorithms"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    shutil.copy(ROOT / "src/knotwork/__init__.py", folder / "src/knotwork")
    (folder.parent / "shared").symlink_to(ROOT.parent / "shared")
    (folder / "tests/science/conftest.py").write_text(FEW_EXAMPLES)
    for pattern in modules:
        for file in folder.glob(pattern):
            file.write_text(remembering_last(file.read_text()))


def remembering_last(code: str) -> str:
    """The same functions without their memory, which they are given at the end."""
    given = [f"{name} = {how}({name})\n" for how, name in MEMORY.findall(code)]
    return MEMORY.sub(r"def \2", code) + "".join(given)


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
    """Write all changes into the modules; by module, their names."""
    found = {}
    for file in sorted(file for pattern in patterns for file in folder.glob(f"{SPC}/{pattern}")):
        asked = [sys.executable, "-c", MADE, str(file.relative_to(folder))]
        found[str(file.relative_to(folder / SPC))] = subprocess.check_output(asked, cwd=folder, text=True).split()
    return {module: names for module, names in found.items() if names}


def fates(tried: list[str], folder: Path, tests: list[str]) -> dict[str, str]:
    """What became of each change: survived, noticed, or too long."""
    (folder / "changes").write_text("\n".join(tried))
    told = {"CHANGES": str(folder / "changes"), "TRIED": str(folder / "tried"), "PYTHONPATH": "src"}
    asked = [*PYTEST, "-p", "tests.science.tried", *tests]
    subprocess.run(asked, cwd=folder, env={**os.environ, **told}, check=True, stdout=subprocess.DEVNULL)
    found = [line.split("\t") for line in (folder / "tried").read_text().splitlines()]
    return {change: alone(change, folder, tests) if fate == "at reading" else fate for fate, change, _ in found}


def alone(change: str, folder: Path, tests: list[str]) -> str:
    """What becomes of a change in a process of its own: for functions that are called when modules are read."""
    chosen = {**os.environ, "MUTANT_UNDER_TEST": change, "PYTHONPATH": "src"}
    try:
        done = subprocess.run([*PYTEST, *tests], cwd=folder, env=chosen, capture_output=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return "too long"
    return "noticed" if done.returncode else "survived"


def alike(one: str, other: str) -> int:
    """With how many characters two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, pair in pairs if len({*pair}) > 1), min(len(one), len(other)))


def texts(code: str) -> dict[str, str]:
    """Functions without their names, by name: those that there were, and each of their changes."""
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))
    return {one.name: " ".join(ast.unparse(one).replace(one.name, "", 1).split()) for one in functions}


def original(change: str) -> str:
    """The name of the function that was changed."""
    return f"{change.rpartition('.')[2].partition('__mutmut_')[0]}__mutmut_orig"


def shown(left: list[str], code: str) -> Iterator[str]:
    """How each of these changes differs from what was there: some words before and after, and what changed."""
    found = texts(code)
    for change in left:
        name = change.rpartition(".")[2]
        before, after = found[original(change)], found[name]
        start = alike(before, after)
        end = min(alike(before[::-1], after[::-1]), len(before) - start, len(after) - start)
        yield "\n".join([name, *(text[max(start - 50, 0) : len(text) - end + 30] for text in (before, after))])


def noticed_before(module: str, names: list[str], folder: Path, earlier: Path) -> list[str]:
    """Which changes of functions that have stayed as they were some test noticed in an earlier run."""
    lines = (line.split("\t") for line in (earlier / "tried").read_text().splitlines())
    noticed = {change for fate, change, _ in lines if fate == "noticed"}
    now, then = (texts((copy / SPC / module).read_text()) for copy in (folder, earlier))
    own = {change: (original(change), change.rpartition(".")[2]) for change in names if change in noticed}
    return [change for change, pair in own.items() if all(now[name] == then.get(name) for name in pair)]


def run(name: str, folder: Path, share: float, seed: int, since: Path | None) -> list[int]:
    """Run a part, print a line a module and each change that survived; how many were made, tried and noticed."""
    modules, specified = PARTS[name]
    tests = [test for test in specified if (ROOT / test).exists()]
    copied([f"{SPC}/{module}" for module in modules], folder)
    every = changes(modules, folder)
    chosen = {module: drawn(names, share, seed) for module, names in every.items()}
    earlier = since / name / "copy" if since else None
    known = [] if earlier is None else [noticed_before(*item, folder, earlier) for item in chosen.items()]
    found = dict.fromkeys((change for names in known for change in names), "noticed")
    found |= fates([change for names in chosen.values() for change in names if change not in found], folder, tests)
    with (folder / "tried").open("a") as told:
        told.writelines(f"noticed\t{change}\tbefore\n" for names in known for change in names)
    total = [0, 0, 0]
    for module, tried in chosen.items():
        left = [change for change in tried if found[change] == "survived"]
        slow = sum(found[change] == "too long" for change in tried)
        counted = [len(every[module]), len(tried), len(tried) - len(left)]
        print(f"\n| `{module}` |", *(f"{count:,} |" for count in [*counted, len(left)]), f"{slow} took too long")
        print(*shown(left, (folder / SPC / module).read_text()), sep="\n", flush=True)
        total = [before + count for before, count in zip(total, counted, strict=True)]
    return total


def main() -> None:
    """Run the parts asked for, each in a folder of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []])
    asked.add_argument("--share", type=float, default=1.0, help="what share of each module's changes to try, above 0")
    asked.add_argument("--seed", type=int, default=1, help="which random share")
    asked.add_argument("--keep", type=Path, help="where to keep the copies, with each change's fate in `tried`")
    asked.add_argument("--since", type=Path, help="an earlier --keep: what was noticed there is not tried again")
    given = asked.parse_args()
    if not 0 < given.share <= 1:
        asked.error("The share is a part of the changes: above 0, at most 1.")
    with tempfile.TemporaryDirectory() as passing:
        folders = {name: (given.keep or Path(passing)) / name / "copy" for name in given.parts or PARTS}
        totals = [run(name, folder, given.share, given.seed, given.since) for name, folder in folders.items()]
    made, tried, noticed = (sum(counts) for counts in zip(*totals, strict=True))
    least, most = wilson(noticed, tried)
    print(f"\n| all | {made} | {tried} | {noticed} | {tried - noticed} | share {given.share}, seed {given.seed}")
    print(f"Noticed: {noticed / tried:.1%} of those tried (95 % interval, Wilson: {least:.1%} to {most:.1%})")


if __name__ == "__main__":
    main()
