"""How wide text will be, so that it can be wrapped, shortened and kept apart without a browser."""

from __future__ import annotations

_NARROW = frozenset("iljtfr.,:;'’!|()[] ")
_WIDE = frozenset("mwMW%@—")
_BOLD = 1.15


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """An estimate of the width of `text` in the picture's units, a little generous on purpose."""
    return sum(map(_EMS.__getitem__, text)) * size * (_BOLD if bold else 1.0)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.32
    if letter in _WIDE:
        return 0.88
    if ord(letter) > 0x2E80:
        return 1.0
    return 0.68 if letter.isupper() else 0.58


class _Ems(dict[str, float]):
    """The widths of letters in ems, each worked out once."""

    def __missing__(self, letter: str) -> float:
        width = self[letter] = _em(letter)
        return width


_EMS = _Ems()


def shorten(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Cut `text` to fit into `room`, at a word's end if one is near, with an ellipsis; empty if nothing fits."""
    if text_width(text, size, bold=bold) <= room:
        return text
    em = size * (_BOLD if bold else 1.0)
    kept = text[: _letters_that_fit(text, room / em - _EMS["…"])]
    head, gap, _ = kept.rpartition(" ")
    if gap and len(head) >= len(kept) * 0.5:
        kept = head
    return kept.rstrip(" ,;:–-") + "…" if kept.strip() else ""


def _letters_that_fit(text: str, ems: float) -> int:
    """How many letters, from the first, take at most `ems`."""
    for count, letter in enumerate(text):
        ems -= _EMS[letter]
        if ems < 0:
            return count
    return len(text)


def wrap(text: str, size: float, room: float, *, lines: int, bold: bool = False) -> list[str]:
    """Break `text` into at most `lines` lines that fit into `room`; what is left over ends in an ellipsis."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines - 1:
        taken = _words_that_fit(words, size, room, bold)
        done.append(shorten(" ".join(words[:taken]), size, room, bold=bold))
        words = words[taken:]
    if words:
        done.append(shorten(" ".join(words), size, room, bold=bold))
    return done


def _words_that_fit(words: list[str], size: float, room: float, bold: bool) -> int:
    taken = 1
    while taken < len(words) and text_width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
        taken += 1
    return taken
