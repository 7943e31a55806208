"""Charts for programs and papers that take no SVG, made by the real painters."""

import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import resvg_py

from knotwork.command.painting import CannotPaint, to_pdf, to_png
from knotwork.pictures import chart, standalone
from knotwork.pictures.markup import FONT
from knotwork.pictures.sheet import FAMILIES
from knotwork.science.spc import analyse
from tests.command_files.conftest import SHIFTED, Run
from tests.command_files.painted import pages, pixels, streams, told

ROWAN = ["--value", "falls", "--denominator", "patients", "--period", "month", "--series", "ward=Rowan"]
SMALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="100%">{}</svg>'
PAPER = (0xFA, 0xF8, 0xF4)


def near(seen: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """Where a picture has a colour, or almost."""
    return np.abs(seen[..., :3] - np.array(colour)).sum(axis=-1) < 12


def drawn() -> str:
    shifted = analyse("i", SHIFTED, direction="decrease", rules="western_electric")
    periods = [f"Week {at}" for at in range(1, len(SHIFTED) + 1)]
    return chart(shifted, title="Waits", description="Longer since week 13.", periods=periods, unit="days")


def words(content: str) -> str:
    return f'<text x="1" y="16" font-size="16" font-family="{FONT}">{content}</text>'


def test_a_png_is_twice_the_size_of_the_picture_on_its_own_paper() -> None:
    seen = pixels(to_png(SMALL.format('<rect x="10" y="5" width="10" height="5" fill="#1f5fa8"/>')))
    assert seen.shape == (40, 80, 4)
    assert near(seen[10:20, 20:40], (0x1F, 0x5F, 0xA8)).all()
    assert near(seen, PAPER).sum() == 40 * 80 - 10 * 20
    assert (seen[..., 3] == 255).all()


def test_a_png_has_words_where_there_is_a_font() -> None:
    assert (pixels(to_png(SMALL.format(words("8.6"))))[..., 0] < 100).sum() > 50


def test_a_png_of_a_chart_has_its_signals_in_their_colour_and_its_title_in_ink() -> None:
    svg = drawn()
    seen = pixels(to_png(svg))
    concern = near(seen, (0xB3, 0x50, 0x0B))
    assert concern.sum() > 300
    rows, columns = np.nonzero(concern)
    assert columns.max() > seen.shape[1] * 0.7
    assert rows.min() > seen.shape[0] * 0.1
    assert (seen[: seen.shape[0] // 8, ..., 0] < 60).sum() > 200


def test_the_command_writes_a_png_that_is_a_picture(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.png"
    assert run("chart", falls, *ROWAN, "-o", made)[0] == 0
    seen = pixels(made.read_bytes())
    assert seen.shape[1] == 1640
    assert 0.01 < (~near(seen, PAPER)).mean() < 0.9


def test_a_png_without_any_font_is_refused_and_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resvg_py, "svg_to_bytes", partial(resvg_py.svg_to_bytes, skip_system_fonts=True))
    with pytest.raises(CannotPaint, match=r"No font was found here.*fonts-liberation"):
        to_png(drawn())


def test_common_fonts_are_named_since_these_painters_know_no_default() -> None:
    for family in ("Arial", "Liberation Sans", "DejaVu Sans", "Helvetica", "Atkinson Hyperlegible Next"):
        assert family in FAMILIES
    assert FAMILIES.endswith("sans-serif")
    assert '"' not in FAMILIES


def test_a_pdf_is_one_page_of_the_size_of_the_picture() -> None:
    made = to_pdf(SMALL.format(""), title="Waits", description="No change.")
    assert made.startswith(b"%PDF-")
    assert pages(made) == [(30.0, 15.0)]


def test_a_pdf_is_drawn_in_lines_and_letters_and_not_in_dots() -> None:
    made = to_pdf(drawn(), title="Waits", description="No change.")
    inside = streams(made)
    assert b"/Subtype/Image" not in made
    assert b"/FontDescriptor" in made
    assert b"/ToUnicode" in made
    assert inside.count(" l\n") > len(SHIFTED) - 2
    assert "BT" in inside


def test_a_pdf_has_white_paper() -> None:
    halo = '<rect width="9" height="9" fill="#faf8f4"/>'
    inside = streams(to_pdf(SMALL.format(halo), title="T", description="D"))
    assert " 1 scn" in inside
    assert "0.98" not in inside


@pytest.mark.parametrize("title", ["Falls fell", "Chutes à l’hôpital", '(a) "b" #panic() $x$ [*c*] \\ <d> & e'])
def test_a_pdf_carries_its_title_and_words_for_screen_readers_as_they_are(title: str) -> None:
    made = to_pdf(SMALL.format(""), title=title, description="Below since March.")
    assert told(made, "Title") == title
    assert told(made, "Subject") == "Below since March."
    assert told(made, "Alt") == f"{title}. Below since March."
    assert b"/Lang(en-GB)" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_the_command_writes_a_pdf_named_by_its_finding(run: Run, falls: Path, tmp_path: Path) -> None:
    made = tmp_path / "falls.PDF"
    code, said, _ = run("chart", falls, *ROWAN, "-o", made)
    assert code == 0
    assert "Written to" in said
    assert told(made.read_bytes(), "Title") == said.splitlines()[0]
    assert len(pages(made.read_bytes())) == 1


def test_a_pdf_says_what_to_install_where_that_is_missing(
    run: Run, falls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    code, _, refused = run("chart", falls, *ROWAN, "-o", tmp_path / "falls.pdf")
    assert code == 1
    assert "pip install typst" in refused
    assert not (tmp_path / "falls.pdf").exists()


def test_only_a_picture_that_states_its_size_becomes_a_pdf() -> None:
    with pytest.raises(CannotPaint, match="states its size"):
        to_pdf("<p>words</p>", title="T", description="D")


def test_a_picture_saved_with_its_style_sheet_keeps_its_colours_in_a_png() -> None:
    body = standalone(drawn()).split("?>", 1)[1].lstrip()
    assert near(pixels(to_png(body)), (0xB3, 0x50, 0x0B)).sum() > 300
