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

# A saved picture is cut at its edge, and where it is opened figures may be wider than ours.
_SPARE = 1.1
# A name cut to fewer letters than this says nothing.
_FEWEST = 5
WARNING_DASH = ' stroke-dasharray="1 4" stroke-linecap="round"'


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What is said at the right end of a line: its name and its value."""

    at: float
    name: str
    value: str
    css: str
    colour: str
    bold: bool = False


def band(analysis: Analysis, frame: Frame) -> str:
    """The band of usual variation, which everything else is drawn on."""
    lower, upper = analysis.lower.tolist(), analysis.upper.tolist()
    area = "".join(band_path(lower, upper, span, frame.x, frame.y) for span in spans(analysis))
    return f'<path class="kw-band" fill="{marks.BAND}" d="{area}"/>' if area else ""


def limits(analysis: Analysis, frame: Frame, *, warning_lines: bool) -> str:
    """The limits as broken lines, and the warning lines as dotted ones if wanted."""
    each = spans(analysis)
    edges = _steps(analysis.lower.tolist(), each, frame) + _steps(analysis.upper.tolist(), each, frame)
    drawn = line("kw-limit", marks.LIMIT, 1.2, edges, ' stroke-dasharray="6 4"')
    if not warning_lines:
        return drawn
    near = (analysis.warning_lower.tolist(), analysis.warning_upper.tolist())
    dots = "".join(_steps(values, each, frame) for values in near)
    return line("kw-warning", marks.LIMIT, 1.4, dots, WARNING_DASH) + drawn


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
    for words in (f"{centre_word(analysis).removesuffix(' line')} {value}", value):
        if value and text_width(words, size, bold=True) <= end - start - 4:
            extra = f' text-anchor="middle" font-weight="600"{halo()}'
            return text(
                (start + end) / 2, frame.top - 7, words, "kw-label kw-halo", size=size, fill=marks.INK, extra=extra
            )
    return ""


def end_labels(analysis: Analysis, frame: Frame, quantity: Quantity, target_label: str) -> str:
    """At the right end of each line its name and value, moved apart where they would touch."""
    found = sorted(_found(analysis, quantity, target_label), key=lambda label: frame.y(label.at))
    size = frame.form.label
    parts = []
    for label, y in zip(found, _apart([frame.y(label.at) for label in found], size + 3, frame), strict=True):
        weight = ' font-weight="600"' if label.bold else ""
        words = _fitted(label, frame)
        parts.append(
            text(frame.right + 8, y + size * 0.35, words, label.css, size=size, fill=label.colour, extra=weight)
        )
    return "".join(parts)


def label_room(analysis: Analysis, quantity: Quantity, form: Form, target_label: str) -> float:
    """How wide the margin would be that holds all words at the ends of lines in full; none on a phone."""
    if form is NARROW:
        return 0
    found = _found(analysis, quantity, target_label)
    widths = (text_width(f"{label.name} {label.value}", form.label, bold=label.bold) for label in found)
    return max(widths, default=0.0) * _SPARE + 12


def _found(analysis: Analysis, quantity: Quantity, target_label: str) -> list[EndLabel]:
    labels = []
    each = spans(analysis)
    if each:
        for name, values, css, colour, bold in (
            ("upper limit", analysis.upper, "kw-label-quiet", marks.MUTED, False),
            (centre_word(analysis).removesuffix(" line"), analysis.centre, "kw-label", marks.INK, True),
            ("lower limit", analysis.lower, "kw-label-quiet", marks.MUTED, False),
        ):
            level = phase_centre(values.tolist(), each[-1])
            labels.append(EndLabel(level, name, quantity.level(level), css, colour, bold))
    if analysis.target is not None:
        aim = quantity.level(analysis.target)
        labels.append(EndLabel(analysis.target, target_label, aim, "kw-label-target", marks.PINE, True))
    return [label for label in labels if isfinite(label.at)]


def _fitted(label: EndLabel, frame: Frame) -> str:
    """A name with its value, in the room beside the plot: the name is cut before a digit of the value is lost."""
    size = frame.form.label
    room = frame.width - frame.right - 10 - text_width(f" {label.value}", size, bold=label.bold)
    name = label.name
    if name.endswith(" limit") and text_width(name, size) > room:
        name = name.removesuffix(" limit")
    name = shorten(name, size, room, bold=label.bold)
    return label.value if name.endswith("…") and len(name) <= _FEWEST else f"{name} {label.value}".lstrip()


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
