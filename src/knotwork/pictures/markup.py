"""The small pieces that every picture is written with: safe text, short numbers, safe links, markers."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as _escape

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
FONT = "'Atkinson Hyperlegible Next','Atkinson Hyperlegible',system-ui,sans-serif"

# XML 1.0 (fifth edition, production 2) has no place for these, even escaped: one of them would break a saved file.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters, figures and signs that stand for themselves everywhere: most words hold no others.
_PLAIN = re.compile("[ !#-%(-;=?-~£−–…×’“”]*\\Z")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_SAFE_LINK = re.compile(r"(https?://|mailto:|[/#?.]|[A-Za-z0-9_-]+([/?#.]|\Z))", re.IGNORECASE)


class InvalidIdentifier(ValueError):
    """The start of an element's id holds something that an id cannot."""


def escape(text: object) -> str:
    """Make any text safe inside SVG, in an element or in a quoted attribute."""
    written = str(text)
    return written if _PLAIN.match(written) else _escape(_FORBIDDEN.sub("", written), quote=True)


def identifier(text: str) -> str:
    """Return `text` if it can begin an element's id; raises InvalidIdentifier otherwise."""
    if not _IDENTIFIER.match(text):
        raise InvalidIdentifier(f"{text!r} cannot begin an id: use a letter, then letters, digits, - or _.")
    return text


@lru_cache(maxsize=16384)
def short(value: float) -> str:
    """Write a coordinate with at most one decimal, and never as -0.

    Remembered, because the charts of a page share most of their coordinates.
    """
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def safe_href(href: str | None) -> str | None:
    """Return a link ready for an attribute, or None if following it could run a script.

    Pages' own addresses (`/…`, `#…`, `?…`), `http`, `https` and `mailto` are kept.
    """
    if href is None:
        return None
    clean = _FORBIDDEN.sub("", href).strip()
    return escape(clean) if _SAFE_LINK.match(clean) else None


def halo(width: float = 4) -> str:
    """Attributes that give text an outline in the paper's colour, so that it stays readable on lines."""
    return f' stroke="#faf8f4" stroke-width="{short(width)}" stroke-linejoin="round" paint-order="stroke"'


def line(css: str, colour: str, width: float, path: str, extra: str = "") -> str:
    """A line along path data; nothing when there is no path."""
    if not path:
        return ""
    return f'<path class="{css}" fill="none" stroke="{colour}" stroke-width="{width:g}"{extra} d="{path}"/>'


def text(x: float, y: float, content: str, css: str, *, size: float, fill: str, extra: str = "") -> str:
    """Write one line of text; `content` is escaped here, `css` is the class that a style sheet may use."""
    return (
        f'<text class="{css}" x="{short(x)}" y="{short(y)}" font-size="{short(size)}" fill="{fill}"{extra}>'
        f"{escape(content)}</text>"
    )
