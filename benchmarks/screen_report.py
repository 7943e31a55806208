"""`knotwork screen` with its report, in a process of its own, beside a bare csv.reader pass over the same file.

Run `python -m benchmarks.screen_report`. Both are whole processes, so that imports count; the least of five runs.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

FILE = Path(__file__).resolve().parents[1] / "../shared/data/NHSRdatasets__ae_attendances.csv"
BARE = "import csv, sys; print(sum(1 for row in csv.reader(open(sys.argv[1], newline=''))))"
COLUMNS = ["--series", "org_code", "--period", "period", "--value", "breaches", "--denominator", "attendances"]
REPEATS = 5


def seconds(command: list[str]) -> float:
    """The shortest of some runs of a command."""
    taken = []
    for _ in range(REPEATS):
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        written = ["--output", f"{folder}/report.html", "--csv", f"{folder}/series.csv"]
        bare = seconds([sys.executable, "-c", BARE, str(FILE)])
        command = [
            sys.executable,
            "-m",
            "knotwork.command",
            "screen",
            str(FILE),
            *COLUMNS,
            "--where",
            "type=1",
            *written,
        ]
        whole = seconds(command)
        imports = seconds([sys.executable, "-c", "import knotwork.science.spc, knotwork.pictures"])
    print(f"csv.reader {bare:.3f} s; knotwork screen {whole:.2f} s ({whole / bare:.0f}x), imports {imports:.2f} s")


if __name__ == "__main__":
    main()
