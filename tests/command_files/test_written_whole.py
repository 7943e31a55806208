"""What the commands write is written whole or not at all."""

import os
from pathlib import Path

import pytest

from knotwork.command.charting import write
from knotwork.command.tidy import CannotUse
from tests.command_files.conftest import Run

SCREENED = ["--series", "ward", "--period", "month", "--value", "falls", "--denominator", "patients"]


@pytest.mark.parametrize(("content", "bytes_"), [("né", "né".encode()), (b"\x89PNG", b"\x89PNG"), ("", b"")])
def test_words_and_bytes_are_both_written(tmp_path: Path, content: str | bytes, bytes_: bytes) -> None:
    write(tmp_path / "made.svg", content)
    assert (tmp_path / "made.svg").read_bytes() == bytes_


def test_an_older_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "made.svg").write_text("older and longer")
    write(tmp_path / "made.svg", "new")
    assert [each.name for each in tmp_path.iterdir()] == ["made.svg"]
    assert (tmp_path / "made.svg").read_text() == "new"


def test_an_older_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    made = tmp_path / "made.svg"
    made.write_text("older")
    made.chmod(0o640)
    write(made, "new")
    assert made.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.svg").write_text("older")
    (tmp_path / "link.svg").symlink_to(tmp_path / "real.svg")
    write(tmp_path / "link.svg", "new")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "real.svg").read_text() == "new"


@pytest.mark.parametrize("broken", ["write_bytes", "replace"])
def test_what_fails_on_the_way_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    (tmp_path / "made.svg").write_text("older")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, broken, full)
    with pytest.raises(CannotUse, match="No space left on device"):
        write(tmp_path / "made.svg", "new")
    assert (tmp_path / "made.svg").read_text() == "older"
    assert len(list(tmp_path.iterdir())) == 1


def begun(path: Path, minutes_ago: int) -> Path:
    """A file that a process began so long ago."""
    path.write_text("half")
    then = path.stat().st_mtime - 60 * minutes_ago
    os.utime(path, (then, then))
    return path


def test_what_a_stopped_process_left_behind_is_removed_by_the_next_that_writes_the_same_file(tmp_path: Path) -> None:
    begun(tmp_path / ".made.svg.4711", minutes_ago=61)
    begun(tmp_path / ".made.svg.12", minutes_ago=600)
    write(tmp_path / "made.svg", "new")
    assert [each.name for each in tmp_path.iterdir()] == ["made.svg"]


def test_what_another_process_may_still_be_writing_stays(tmp_path: Path) -> None:
    other = begun(tmp_path / ".made.svg.4711", minutes_ago=59)
    write(tmp_path / "made.svg", "new")
    assert other.read_text() == "half"


@pytest.mark.parametrize(
    "name", [".other.svg.4711", ".made.svg.old", ".made.svg", "made.svg.4711", ".made.svg.", ".made.svg.4711.txt"]
)
def test_old_files_that_are_not_its_own_stay(tmp_path: Path, name: str) -> None:
    other = begun(tmp_path / name, minutes_ago=600)
    write(tmp_path / "made.svg", "new")
    assert other.read_text() == "half"


def test_an_old_folder_of_such_a_name_stays(tmp_path: Path) -> None:
    folder = tmp_path / ".made.svg.4711"
    folder.mkdir()
    os.utime(folder, (0, 0))
    write(tmp_path / "made.svg", "new")
    assert folder.is_dir()


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match="Choose another place"):
        write(tmp_path, "new")


def test_a_device_takes_what_it_is_given() -> None:
    write(Path(os.devnull), "new")
    assert not Path(os.devnull).is_file()


def test_a_report_that_cannot_be_written_is_named(run: Run, falls: Path, tmp_path: Path) -> None:
    code, told, refused = run("screen", falls, *SCREENED, "--output", tmp_path / "nowhere" / "report.html")
    assert (code, told) == (1, "")
    assert "report.html” cannot be written" in refused


@pytest.mark.parametrize(("option", "name", "wanted"), [("--output", "r.csv", ".html"), ("--csv", "r.html", ".csv")])
def test_a_report_and_a_table_have_endings_of_their_own(
    run: Run, falls: Path, option: str, name: str, wanted: str
) -> None:
    code, _, refused = run("screen", falls, *SCREENED, option, name)
    assert code == 2
    assert f"must end in {wanted}" in refused
