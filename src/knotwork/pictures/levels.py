"""The lines that a chart is read against: centre with its mean in words, limits, warning lines and target."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from knotwork.pictures import marks
from knotwork.pictures.frame import NARROW, Form, Frame
from knotwork.pictures.lines import Span, band_path, phase_centre, spans, step_path
from knotwork.pictures.marks import MARKS
from knotwork.pictures.markup import halo, line, short, text
from knotwork.pictures.numerals import Quantity
from knotwork.pictures.states import centre_word, crossed_points
from knotwork.pictures.typeset import shorten, text_width
from knotwork.science.spc.result import Analysis


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words at the right end of a line."""

    y: float
    words: str
    css: str
    colour: str
    bold: bool = False


def band_and_limits(analysis: Analysis, frame: Frame, *, warning_lines: bool) -> str:
    """The band of usual variation with its limits as broken lines, and the warning lines if wanted."""
    lower, upper = analysis.lower.tolist(), analysis.upper.tolist()
    each = spans(analysis)
    band = "".join(band_path(lower, upper, span, frame.x, frame.y) for span in each)
    edges = _steps(lower, each, frame) + _steps(upper, each, frame)
    parts = [f'<path class="kw-band" fill="{marks.BAND}" d="{band}"/>'] if band else []
    if warning_lines:
        near = _steps(analysis.warning_lower.tolist(), each, frame) + _steps(
            analysis.warning_upper.tolist(), each, frame
        )
        parts.append(line("kw-warning", marks.LIMIT, 1, near, ' stroke-dasharray="1 4"'))
    parts.append(line("kw-limit", marks.LIMIT, 1.2, edges, ' stroke-dasharray="6 4"'))
    return "".join(parts)


def _steps(values: list[float], each: list[Span], frame: Frame) -> str:
    return "".join(step_path(values, span, frame.x, frame.y) for span in each)


def centre_lines(analysis: Analysis, frame: Frame) -> str:
    """The centre line of each phase; broken, and in the signal's colour, where too few crossings say a change."""
    values = analysis.centre.tolist()
    crossed = crossed_points(analysis)
    parts = []
    for span in spans(analysis):
        path = step_path(values, span, frame.x, frame.y)
        state = next((crossed[point] for point in range(span[0], span[1] + 1) if point in crossed), None)
        if state:
            css, colour = f"kw-centre kw-centre-signal {MARKS[state].css}", MARKS[state].colour
            parts.append(line(css, colour, 2.2, path, ' stroke-dasharray="9 4"'))
        else:
            parts.append(line("kw-centre", marks.INK, 1.6, path))
    return "".join(parts)


def target_line(analysis: Analysis, frame: Frame) -> str:
    """The target across the whole chart."""
    if analysis.target is None or not isfinite(analysis.target):
        return ""
    y = short(frame.y(analysis.target))
    path = f"M{short(frame.left)} {y}H{short(frame.right)}"
    return line("kw-target", marks.PINE, 1.8, path, ' stroke-dasharray="12 3 2 3"')


def has_strip(analysis: Analysis, form: Form) -> bool:
    """Whether the means stand in a strip above the plot: with several phases, and always on a phone."""
    return len(spans(analysis)) > 1 or form is NARROW


def phase_strip(analysis: Analysis, frame: Frame, quantity: Quantity) -> str:
    """Above each phase its mean or median in words, where no point can run through it, and a line between phases."""
    values = analysis.centre.tolist()
    parts = []
    for index, span in enumerate(spans(analysis)):
        centre = phase_centre(values, span)
        parts.append(_phase_words(analysis, frame, span, quantity.level(centre) if isfinite(centre) else ""))
        if index:
            x = short(frame.x(span[0] - 0.5))
            parts.append(line("kw-axis", marks.LIMIT, 1, f"M{x} {short(frame.top - 20)}V{short(frame.bottom)}"))
    return "".join(parts)


def _phase_words(analysis: Analysis, frame: Frame, span: Span, value: str) -> str:
    size = frame.form.label
    start, end = frame.x(span[0] - 0.5), frame.x(span[1] + 0.5)
    for words in (f"{centre_word(analysis)} {value}", value):
        if value and text_width(words, size, bold=True) <= end - start - 4:
            extra = f' text-anchor="middle" font-weight="600"{halo()}'
            return text(
                (start + end) / 2, frame.top - 7, words, "kw-label kw-halo", size=size, fill=marks.INK, extra=extra
            )
    return ""


def end_labels(analysis: Analysis, frame: Frame, quantity: Quantity, target_label: str) -> str:
    """At the right end of each line its name and value, moved apart where they would touch."""
    found = [label for label in _found(analysis, frame, quantity, target_label) if isfinite(label.y)]
    size = frame.form.label
    parts = []
    for label, y in zip(found, _apart([label.y for label in found], size + 3, frame), strict=True):
        weight = ' font-weight="600"' if label.bold else ""
        parts.append(
            text(frame.right + 8, y + size * 0.35, label.words, label.css, size=size, fill=label.colour, extra=weight)
        )
    return "".join(parts)


def _found(analysis: Analysis, frame: Frame, quantity: Quantity, target_label: str) -> list[EndLabel]:
    labels = []
    each = spans(analysis)
    if each:
        for words, values, css, colour, bold in (
            ("upper limit", analysis.upper, "kw-label-quiet", marks.MUTED, False),
            (centre_word(analysis), analysis.centre, "kw-label", marks.INK, True),
            ("lower limit", analysis.lower, "kw-label-quiet", marks.MUTED, False),
        ):
            value = phase_centre(values.tolist(), each[-1])
            labels.append(
                EndLabel(frame.y(value), _fitted(words, quantity.level(value), frame, bold), css, colour, bold)
            )
    if analysis.target is not None:
        words = _fitted(target_label, quantity.level(analysis.target), frame, bold=True)
        labels.append(EndLabel(frame.y(analysis.target), words, "kw-label-target", marks.PINE, True))
    return sorted(labels, key=lambda label: label.y)


def _fitted(name: str, value: str, frame: Frame, bold: bool) -> str:
    """A name with its value, in the room beside the plot: the name is cut before a digit of the value is lost."""
    size = frame.form.label
    room = frame.width - frame.right - 10 - text_width(f" {value}", size, bold=bold)
    return f"{shorten(name, size, room, bold=bold)} {value}".lstrip()


def _apart(wanted: list[float], gap: float, frame: Frame) -> list[float]:
    """Push labels down until none touches the one above, then back up from the bottom of the plot."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap) if placed else y)
    limit = frame.bottom + 4
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - gap
    return placed
