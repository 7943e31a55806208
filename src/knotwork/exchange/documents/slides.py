"""A minute as slides: real text that can be changed, few lines a slide, a chart on its own, addresses in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import typst
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from knotwork.exchange.documents.minute import Line, Minute, Picture, Section
from knotwork.pictures import on_white

LINES = 4
SHARP = 144  # dots an inch
_WIDE, _HIGH = Inches(13.333), Inches(7.5)  # 16:9, as screens are
_EDGE, _BELOW_TITLE, _BOTTOM = Inches(0.7), Inches(1.6), Inches(0.5)
_GREEN = RGBColor(0x0F, 0x4C, 0x3A)
_TITLE, _TITLE_AND_TEXT = 0, 1
_ENOUGH = 220
# The picture is handed over as data, never as source.
_PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def as_slides(minute: Minute) -> bytes:
    """The minute as a PPTX file: a first slide, then as many for each section as its lines and their charts take."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    deck.core_properties.title = f"{minute.title}, {minute.about}"
    first = deck.slides.add_slide(deck.slide_layouts[_TITLE])
    _titled(first, minute.title, size=40)
    _placed(first.shapes.title, top=Inches(1.2), high=Inches(2.2))
    about = first.placeholders[1]
    _placed(about, top=Inches(3.4), high=Inches(2.5))
    about.text = f"{minute.about}\n{minute.note}"
    for paragraph, size in zip(about.text_frame.paragraphs, (24, 16), strict=False):
        paragraph.font.size, paragraph.alignment = Pt(size), PP_ALIGN.LEFT
    for section in minute.sections:
        for number, lines in enumerate(_batches(section)):
            _add(deck, section, lines, number)
            for line in lines:
                for picture in line.pictures:
                    _show(deck, line, picture)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _batches(section: Section) -> Iterator[tuple[Line, ...]]:
    for start in range(0, max(len(section.lines), 1), LINES):
        yield section.lines[start : start + LINES]


def _add(deck: Any, section: Section, lines: tuple[Line, ...], number: int) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_AND_TEXT])
    _titled(slide, section.title if not number else f"{section.title} (continued)")
    body = slide.placeholders[1]
    _placed(body, top=_BELOW_TITLE, high=_HIGH - _BELOW_TITLE - _BOTTOM)
    frame = body.text_frame
    frame.text = "" if lines else section.empty
    for at, line in enumerate(lines):
        _paragraph(frame, line.title, first=at == 0, size=20, bold=True)
        for said in line.said:
            _paragraph(frame, said if len(said) <= _ENOUGH else f"{said[: _ENOUGH - 1].rsplit(' ', 1)[0]}…", size=16)
    if section.rest and lines[-1:] == section.lines[-1:]:
        _paragraph(frame, section.rest, size=16)
    addresses = [f"{line.title}: {line.address}" for line in lines if line.address]
    if addresses:
        slide.notes_slide.notes_text_frame.text = "\n".join(addresses)


def _show(deck: Any, line: Line, picture: Picture) -> None:
    """A slide of one chart, as wide as the slide or as high as is left, with its words for whoever does not see it."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_AND_TEXT])
    _titled(slide, line.title)
    painted = typst.compile(_PAGE.encode(), format="png", ppi=SHARP, sys_inputs={"svg": on_white(picture.svg)})
    shown = slide.shapes.add_picture(BytesIO(painted), _EDGE, _BELOW_TITLE, width=_WIDE - 2 * _EDGE)
    words_high = Inches(1)
    most = _HIGH - _BELOW_TITLE - _BOTTOM - words_high
    if shown.height > most:
        shown.width, shown.height = int(shown.width * most / shown.height), most
    shown._element.nvPicPr.cNvPr.set("descr", picture.words)
    body = slide.placeholders[1]
    _placed(body, top=_BELOW_TITLE + shown.height, high=words_high)
    _paragraph(body.text_frame, picture.words, first=True, size=16)
    slide.notes_slide.notes_text_frame.text = f"{line.title}: {line.address}"


def _titled(slide: Any, words: str, *, size: int = 30) -> None:
    title = slide.shapes.title
    _placed(title, top=Inches(0.45), high=Inches(1))
    title.text = words
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(size), True, _GREEN


def _placed(shape: Any, *, top: Any, high: Any) -> None:
    """From edge to edge of the slide, wherever a template for narrow slides had it."""
    shape.left, shape.top, shape.width, shape.height = _EDGE, top, _WIDE - 2 * _EDGE, high


def _paragraph(frame: Any, words: str, *, size: int, first: bool = False, bold: bool = False) -> None:
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = " ".join(words.split())
    run.font.size, run.font.bold = Pt(size), bold
