"""Whoever reads what a command says may stop reading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_reader_who_has_seen_enough_is_told_no_more_and_sees_no_error(falls: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "knotwork.command",
        "chart",
        str(falls),
        "--value",
        "falls",
        "--series",
        "ward=Ash",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as said:
        assert said.stdout is not None
        assert said.stderr is not None
        said.stdout.close()
        wrong = said.stderr.read()
    assert wrong == b""
    assert said.returncode == 1
