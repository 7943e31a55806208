"""A minute as PDF and as slides: everything is in it as text, hostile words stay words, and much does not run off."""

import re
from io import BytesIO

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from knotwork import pictures
from knotwork.exchange.documents.minute import Line, Minute, Picture, Section
from knotwork.exchange.documents.pdf import as_pdf
from knotwork.exchange.documents.slides import LINES, as_slides
from knotwork.science.spc import analyse

HOSTILE = '#panic("x") *b* $x$ <b>&amp;"\\ [ ] @here // /* = heading 早い \U0001f514 \u202e'


def minute(*lines: Line, more: int = 0, title: str = "Falls") -> Minute:
    sections = (
        Section("What we learned", lines, "Nothing was told.", more),
        Section("What waits", (), "Nothing waits."),
    )
    return Minute(title, "1 May 2026 to 1 June 2026", "Simulated.", sections)


def read(slides: bytes) -> list[tuple[str, list[str], str]]:
    """Each slide: its title, its paragraphs and its notes."""
    found = []
    for slide in Presentation(BytesIO(slides)).slides:
        body = [each.text for each in slide.placeholders[1].text_frame.paragraphs if each.text]
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        found.append((slide.shapes.title.text, body, notes))
    return found


def test_slides_begin_with_the_title_and_have_one_for_each_section() -> None:
    slides = read(as_slides(minute(Line("Bells", ("They ring.", "Ward 4"), "https://example.org/insights/x/"))))
    assert slides == [
        ("Falls", ["1 May 2026 to 1 June 2026", "Simulated."], ""),
        ("What we learned", ["Bells", "They ring.", "Ward 4"], "Bells: https://example.org/insights/x/"),
        ("What waits", ["Nothing waits."], ""),
    ]


@pytest.mark.parametrize(("lines", "slides"), [(1, 1), (LINES, 1), (LINES + 1, 2), (3 * LINES, 3)])
def test_a_slide_has_a_few_lines_and_the_next_goes_on(lines, slides) -> None:
    found = read(as_slides(minute(*(Line(f"Line {number}") for number in range(lines)), more=2)))[1:-1]
    assert [title for title, *_rest in found] == ["What we learned"] + ["What we learned (continued)"] * (slides - 1)
    said = [words for _title, body, _notes in found for words in body]
    assert said == [*(f"Line {number}" for number in range(lines)), "And 2 more, on the page."]


def test_long_words_are_cut_on_a_slide_at_a_word_and_say_so() -> None:
    ((_title, (line, said), _notes),) = read(as_slides(minute(Line("Long", ("word " * 200,)))))[1:-1]
    assert line == "Long"
    assert said.endswith("word…")
    assert len(said) <= 220


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_words_come_back_from_a_slide(words) -> None:
    found = read(as_slides(minute(Line(words))))[1][1]
    assert found == ([" ".join(words.split())] if words.split() else [])


def test_hostile_words_stay_words_on_a_slide() -> None:
    assert read(as_slides(minute(Line(HOSTILE), title=HOSTILE)))[0][0] == HOSTILE


DRAWN = pictures.small(analyse("run", [3, 4, 5, 4, 3, 5]), label="Ward 4", description="Ward 4: steady")


def test_a_chart_has_a_slide_of_its_own_and_is_told_to_whoever_does_not_see_it() -> None:
    charts = (Picture(DRAWN, "Falls on Ward 4: no evidence of change."),)
    deck = Presentation(BytesIO(as_slides(minute(Line("Falls on Ward 4", ("Steady.",), "https://x/y/", charts)))))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Falls", "What we learned", "Falls on Ward 4", "What waits",
    ]  # fmt: skip
    shown = deck.slides[2]
    (picture,) = [shape for shape in shown.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Falls on Ward 4: no evidence of change."
    assert shown.placeholders[1].text_frame.text == "Falls on Ward 4: no evidence of change."
    assert (picture.left, picture.left + picture.width < deck.slide_width) == (shown.shapes.title.left, True)
    assert picture.top + picture.height <= shown.placeholders[1].top
    assert len(Image.open(BytesIO(picture.image.blob)).convert("RGB").getcolors(99_999)) > 9


@pytest.mark.parametrize("shape", ["title", "body"])
def test_slides_are_as_wide_as_screens_and_nothing_stands_outside_them(shape) -> None:
    deck = Presentation(BytesIO(as_slides(minute(Line("Bells", ("They ring.",))))))
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    for slide in deck.slides:
        one = slide.shapes.title if shape == "title" else slide.placeholders[1]
        assert one.left >= 0
        assert one.left + one.width <= deck.slide_width
        assert one.top + one.height <= deck.slide_height


def test_a_chart_is_a_figure_with_words_in_the_pdf() -> None:
    pdf = as_pdf(minute(Line("Falls", (), "", (Picture(DRAWN, "No evidence of change"),))))
    assert b"pdfuaid" in pdf
    assert b"/Alt" in pdf
    assert b"No evidence of change" in pdf
    assert b"/Alt" not in as_pdf(minute(Line("Falls")))


def test_a_pdf_is_tagged_named_and_in_its_language() -> None:
    pdf = as_pdf(minute(Line("Bells", ("They ring.",), "https://example.org/insights/x/")))
    assert pdf.startswith(b"%PDF-")
    for part in (b"/StructTreeRoot", b"/Lang", b"en-GB", b"pdfuaid", b"https://example.org/insights/x/"):
        assert part in pdf
    assert b"Falls, 1 May 2026 to 1 June 2026" in pdf


def test_hostile_words_do_not_steer_the_pdf() -> None:
    written = HOSTILE.replace("\U0001f514", "").replace("早い", "")
    assert b"pdfuaid" in as_pdf(minute(Line(written, (written,)), title=written))


def test_a_letter_without_a_shape_does_not_keep_the_pdf_from_being_made() -> None:
    bell = as_pdf(minute(Line("\U0010fffd", (HOSTILE,))))
    assert bell.startswith(b"%PDF-")
    assert b"pdfuaid" not in bell


def test_any_other_refusal_is_not_hidden(monkeypatch) -> None:
    def refuses(*_given, **_more):
        raise typst.TypstError("no such thing")

    monkeypatch.setattr(typst, "compile", refuses)
    with pytest.raises(typst.TypstError, match="no such thing"):
        as_pdf(minute())


def test_more_lines_make_more_pages() -> None:
    few, many = (as_pdf(minute(*(Line(f"{n}", ("Words. " * 40,)) for n in range(lines)))) for lines in (2, 40))
    assert len(re.findall(rb"/Type\s?/Page\b", few)) == 1
    assert len(re.findall(rb"/Type\s?/Page\b", many)) > 3


def test_an_empty_minute_is_one_too() -> None:
    empty = Minute("Falls", "May", "", ())
    assert as_pdf(empty).startswith(b"%PDF-")
    assert read(as_slides(empty)) == [("Falls", ["May"], "")]


@pytest.mark.parametrize(
    ("more", "words"), [(0, ""), (1, "And 1 more, on the page."), (1200, "And 1,200 more, on the page.")]
)
def test_what_is_not_shown_is_counted(more, words) -> None:
    assert Section("x", (), "", more).rest == words
