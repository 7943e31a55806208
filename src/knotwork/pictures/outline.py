"""The outside of a large picture: its heading, and the title and description by which listeners know it."""

from __future__ import annotations

from collections.abc import Sequence

from knotwork.pictures import marks
from knotwork.pictures.markup import FONT, NAMESPACE, escape, identifier, short, text
from knotwork.pictures.typeset import wrap


def heading(title: str, below: Sequence[str], width: float, *, title_size: float, size: float) -> tuple[str, float]:
    """The finding as title, the lines below it, and how far down they reach."""
    y, parts = 4.0, []
    for words in wrap(title, title_size, width - 12, lines=4, bold=True):
        y += title_size * 1.22
        parts.append(text(6, y, words, "kw-title", size=title_size, fill=marks.INK, extra=' font-weight="700"'))
    for each in below:
        for words in wrap(each, size, width - 12, lines=3):
            y += size * 1.4
            parts.append(text(6, y, words, "kw-subtitle", size=size, fill=marks.MUTED))
    return "".join(parts), y


def figure(css: str, prefix: str, title: str, description: str, width: float, height: float, body: str) -> str:
    """The whole picture, with its title and description as a screen reader says them. Raises InvalidIdentifier."""
    start, size = identifier(prefix), f"{short(width)} {short(height)}"
    return (
        f'<svg {NAMESPACE} class="kw-picture {css}" viewBox="0 0 {size}" width="100%" role="group" '
        f'aria-labelledby="{start}-title" aria-describedby="{start}-desc" font-family="{FONT}">'
        f'<title id="{start}-title">{escape(title)}</title>'
        f'<desc id="{start}-desc">{escape(description)}</desc>{body}</svg>'
    )


def silent(content: str) -> str:
    """What title, description and points already say is kept from screen readers, which would read bare numbers."""
    return f'<g aria-hidden="true">{content}</g>' if content else ""
