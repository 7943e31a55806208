"""A minute as slides: real text that can be changed, a few lines a slide, and addresses in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Pt

from knotwork.exchange.documents.minute import Line, Minute, Section

LINES = 4
_TITLE, _TITLE_AND_TEXT = 0, 1
_ENOUGH = 220


def as_slides(minute: Minute) -> bytes:
    """The minute as a PPTX file: a first slide, then as many for each section as its lines take."""
    deck = Presentation()
    deck.core_properties.title = f"{minute.title}, {minute.about}"
    first = deck.slides.add_slide(deck.slide_layouts[_TITLE])
    first.shapes.title.text = minute.title
    first.placeholders[1].text = f"{minute.about}\n{minute.note}"
    for section in minute.sections:
        for number, lines in enumerate(_batches(section)):
            _add(deck, section, lines, number)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _batches(section: Section) -> Iterator[tuple[Line, ...]]:
    for start in range(0, max(len(section.lines), 1), LINES):
        yield section.lines[start : start + LINES]


def _add(deck: Any, section: Section, lines: tuple[Line, ...], number: int) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_AND_TEXT])
    slide.shapes.title.text = section.title if not number else f"{section.title} (continued)"
    frame = slide.placeholders[1].text_frame
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


def _paragraph(frame: Any, words: str, *, size: int, first: bool = False, bold: bool = False) -> None:
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = " ".join(words.split())
    run.font.size, run.font.bold = Pt(size), bold
