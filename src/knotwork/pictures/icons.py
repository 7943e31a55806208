"""Icons for a table of many measures: is it changing, and can its target be relied on? Drawn by us, each with its word.

They use the shapes of the charts (square, triangle, diamond, circle), so that whoever can read one can read the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from knotwork.pictures import marks
from knotwork.pictures.marks import MARKS, State, mark
from knotwork.pictures.markup import FONT, NAMESPACE, escape, line, short, text
from knotwork.pictures.typeset import text_width

# All icons are drawn on a square of this many units and made smaller or larger as a whole.
_SIDE = 48
# Icons follow one another in a line: the words must end before the next begins, whatever the font.
_SPARE = 1.06
_WAVE = "c3 -8 6 -8 9 0s6 8 9 0"

_VERDICTS: dict[str, State] = {
    "better": "better",
    "improvement": "better",
    "worse": "worse",
    "concern": "worse",
    "changed": "changed",
    "high": "changed",
    "low": "changed",
}
_STEADY = ("steady", "common cause")
_TOWARDS = {"above": "higher", "high": "higher", "below": "lower", "low": "lower"}
_ASSURANCES = {
    "meets": "meets",
    "pass": "meets",
    "misses": "misses",
    "fail": "misses",
    "hit and miss": "hit and miss",
    "inconsistent": "hit and miss",
    "no target": "no target",
}


class UnknownIcon(ValueError):
    """There is no icon for what was asked."""


@dataclass(frozen=True, slots=True)
class Icon:
    """What an icon shows: its word, what the word means in a sentence, and its drawing on a square of 48 units."""

    word: str
    meaning: str
    drawing: str


def variation_icon(verdict: str, towards: str | None = None, *, size: int = 40, show_word: bool = True) -> str:
    """Show at a glance whether a measure is changing, which way, and whether that is good.

    `verdict` is that of an analysed chart ("better", "worse", "changed", "steady", "early") or a meaning of Making Data
    Count ("improvement", "concern", "high", "low", "common cause"). A change needs `towards`: "above" or "high",
    "below" or "low"; the verdicts "high" and "low" say it themselves. `size` is in pixels, 24 at least; without
    `show_word` the word is only said, for a cell that has it in text already. Returns an SVG element.
    Raises UnknownIcon.
    """
    return _svg(_variation(verdict, towards), size, show_word)


def assurance_icon(
    assurance: str, direction: str | None = "increase", *, size: int = 40, show_word: bool = True
) -> str:
    """Show at a glance whether a target will be met while nothing changes.

    `assurance` is "meets" ("pass"), "misses" ("fail"), "hit and miss" ("inconsistent") or "no target"; `direction` says
    on which side of the target is good: "increase" above, "decrease" below. Otherwise as `variation_icon`.
    """
    return _svg(_assurance(assurance, direction), size, show_word)


def _variation(verdict: str, towards: str | None) -> Icon:
    if verdict in _STEADY:
        meaning = "Common cause: the numbers vary as they always have."
        return Icon(MARKS["common"].word, meaning, _steady())
    if verdict == "early":
        return Icon("Too early to say", "There are too few points to tell a change from chance.", _early())
    state = _VERDICTS.get(verdict)
    if state is None:
        known = ", ".join((*_VERDICTS, *_STEADY, "early"))
        raise UnknownIcon(f"There is no icon for the verdict {verdict!r}: choose one of {known}.")
    way = _TOWARDS.get(verdict if verdict in _TOWARDS else str(towards))
    if way is None:
        raise UnknownIcon(f'Say which way the numbers went, towards="above" or "below", not {towards!r}.')
    meaning = f"{MARKS[state].meaning.rstrip('.')}, towards {way} numbers."
    return Icon(f"{MARKS[state].word}: {way}", meaning, _moved(state, rising=way == "higher"))


def _assurance(assurance: str, direction: str | None) -> Icon:
    known = _ASSURANCES.get(assurance)
    if known is None:
        raise UnknownIcon(f"There is no icon for {assurance!r}: choose one of {', '.join(_ASSURANCES)}.")
    if known == "no target":
        return Icon("No target", "There is nothing to be met.", _no_target())
    if known == "hit and miss":
        return Icon("Hit and miss", "Chance alone decides when the target is met.", _hit_and_miss())
    if direction not in ("increase", "decrease"):
        raise UnknownIcon(
            f'Say which side of the target is good, direction="increase" or "decrease", not {direction!r}.'
        )
    good = known == "meets"
    word = "Consistently meets target" if good else "Consistently misses target"
    meaning = f"Unless something changes, the target will be {'met' if good else 'missed'} every time."
    return Icon(word, meaning, _one_side(good, above=good == (direction == "increase")))


def _svg(icon: Icon, size: int, show_word: bool) -> str:
    size = max(24, size)
    type_size = max(13.0, size * 0.36)
    room = 12 + text_width(icon.word, type_size) * _SPARE if show_word else 0.0
    place = f'width="{short(size + room)}" height="{size}"'
    scaled = f'<g transform="scale({size / _SIDE:.4g})" stroke-linecap="round">{icon.drawing}</g>'
    return (
        f'<svg {NAMESPACE} class="kw-picture kw-sign" viewBox="0 0 {short(size + room)} {size}" {place} role="img" '
        f'aria-label="{escape(icon.word)}" font-family="{FONT}"><title>{escape(f"{icon.word}. {icon.meaning}")}</title>'
        f"{scaled}{_word(icon.word, size, type_size) if show_word else ''}</svg>"
    )


def _word(word: str, size: int, type_size: float) -> str:
    return text(size + 6, size / 2 + type_size * 0.35, word, "kw-label", size=type_size, fill=marks.INK)


def _stroke(css: str, colour: str, width: float, path: str, extra: str = "") -> str:
    return line(f"kw-stroke {css}", colour, width, path, extra)


def _moved(state: State, *, rising: bool) -> str:
    """A thread that leaves the old level, which goes on as a broken line, and ends in the shape of the change."""
    start, end = (37, 12) if rising else (11, 36)
    path = f"M4 {start}h9C24 {start} 22 {end} 35 {end}"
    old = line("kw-limit", marks.LIMIT, 2.4, f"M21 {start}H45", ' stroke-dasharray="1 6"')
    return old + _stroke(MARKS[state].css, MARKS[state].colour, 4.5, path) + mark(state, 37, end, 6.4)


def _steady() -> str:
    """A thread that goes up and down between two limits and ends in the circle."""
    limits = line("kw-limit", marks.LIMIT, 2.4, "M4 8H44M4 40H44", ' stroke-dasharray="6 6"')
    return limits + _stroke("kw-common", marks.GREY, 4.5, "M4 24c4 -12 8 -12 12 0s8 12 12 0 5 -6 8 0") + _dot()


def _dot() -> str:
    return mark("common", 38, 24, 5.4)


def _early() -> str:
    """Three points, and a broken line where the rest will be."""
    dots = mark("common", 8, 28, 4.4) + mark("common", 19, 19, 4.4) + mark("common", 30, 26, 4.4)
    return dots + line("kw-limit", marks.LIMIT, 2.8, "M38 24H46", ' stroke-dasharray="0.1 6"')


def _target(y: float) -> str:
    return line("kw-target", marks.PINE, 3, f"M3 {short(y)}H45", ' stroke-dasharray="11 6 1 6"')


def _one_side(good: bool, *, above: bool) -> str:
    """The thread all on one side of the target, and on the other side a tick, or a cross."""
    state: State = "better" if good else "worse"
    wave, sign = (12, 36) if above else (36, 13)
    said = f"M16 {sign}l6 6 11 -12" if good else f"M18 {sign - 6}l12 12m0 -12l-12 12"
    thread = f"M6 {wave}{_WAVE}{_WAVE}"
    return (
        _target(24)
        + _stroke("kw-common", marks.GREY, 3.6, thread)
        + _stroke(MARKS[state].css, MARKS[state].colour, 4.8, said, ' stroke-linejoin="round"')
    )


def _hit_and_miss() -> str:
    """The thread through the target, now above and now below."""
    return _target(24) + _stroke("kw-common", marks.GREY, 4.5, "M5 24c4 -24 8 -24 12 0s8 24 12 0 8 -24 13 0")


def _no_target() -> str:
    """An empty ring, struck through."""
    return _stroke("kw-common", marks.GREY, 3.6, "M10 24a14 14 0 1 0 28 0a14 14 0 1 0 -28 0M13.5 34.5l21 -21")
