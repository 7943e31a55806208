"""The audit of dependencies says what it knows, and never passes in silence over what it does not."""

import json
import sys
from pathlib import Path

import pytest

from tests.dependencies import judged, main

ROOT = Path(__file__).resolve().parents[2]
SOUND = {"name": "django", "version": "5.2.9", "vulns": []}
ALSO_SOUND = {"name": "numpy", "version": "2.4.0", "vulns": []}
WEAK = {"name": "rich", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]}
HOPELESS = {"name": "granian", "version": "1.0", "vulns": [{"id": "GHSA-2", "fix_versions": []}]}
UNKNOWN = {"name": "scipy", "skip_reason": "Dependency not found on PyPI and could not be audited: scipy (1.17.1)"}


@pytest.fixture
def auditor(tmp_path):
    """A program that answers as pip-audit would."""

    def make(*dependencies: dict, said: str | None = None) -> str:
        words = json.dumps({"dependencies": dependencies, "fixes": []}) if said is None else said
        program = tmp_path / "pip-audit"
        program.write_text(
            f"#!{sys.executable}\nimport sys\nsys.stdout.write({words!r})\nsys.stderr.write('No route.')\n"
        )
        program.chmod(0o755)
        return str(program)

    return make


@pytest.mark.parametrize(
    ("found", "code", "words"),
    [
        ([SOUND, ALSO_SOUND], 0, "No weakness is known in any of 2 dependencies."),
        ([SOUND, WEAK], 1, "rich 1.0: PYSEC-1, mended in 1.1"),
        ([HOPELESS], 1, "granian 1.0: GHSA-2, mended in no version yet"),
        ([UNKNOWN, WEAK], 1, "PYSEC-1"),
        ([SOUND, UNKNOWN], 1, "could not be audited:\n  scipy"),
        ([UNKNOWN], 0, "NO DEPENDENCY WAS AUDITED"),
    ],
)
def test_an_audit_ends_as_what_it_found(auditor, capsys, found, code, words) -> None:
    assert main(auditor(*found), ["a.txt"], required=False) == code
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("said", ["", "not json", "{}"])
@pytest.mark.parametrize("required", [True, False])
def test_where_nobody_answers_it_says_so_and_fails_where_an_answer_is_required(auditor, capsys, said, required) -> None:
    assert main(auditor(said=said), ["a.txt"], required=required) == int(required)
    told = capsys.readouterr().out
    assert "NO DEPENDENCY WAS AUDITED" in told
    assert "No route." in told


def test_where_nothing_is_known_a_release_fails(auditor) -> None:
    assert main(auditor(UNKNOWN), ["a.txt"], required=True) == 1


def test_a_weakness_that_two_locks_share_is_said_once() -> None:
    assert judged([WEAK, WEAK, UNKNOWN, UNKNOWN]) == (["rich 1.0: PYSEC-1, mended in 1.1"], ["scipy"])


def test_make_audits_every_lock_file() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\naudit:")[2].partition("\n\n")[0]
    assert "tests/dependencies.py .make/audit-venv/bin/pip-audit requirements/*.txt" in recipe


def test_make_check_audits() -> None:
    check = (ROOT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n")[0]
    assert "audit" in check.split()
