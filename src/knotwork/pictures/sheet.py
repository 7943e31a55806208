"""The colours of the pictures, and a picture as a file of its own."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from knotwork.pictures.marks import PAPER
from knotwork.pictures.markup import FONT

# A browser finds some letters for `sans-serif`; other painters look only for the families that are named.
FAMILIES = f"{FONT.removesuffix(',system-ui,sans-serif')},Arial,'Liberation Sans','Helvetica Neue',Helvetica"
FAMILIES += ",'Noto Sans','DejaVu Sans','Segoe UI',Roboto,sans-serif"

WHITE = "#ffffff"
_OPENING = re.compile(r"<svg\b[^>]*>")


class NotAPicture(ValueError):
    """The text to be saved is not one of our pictures."""


@cache
def stylesheet() -> str:
    """The style sheet of all pictures: light, dark, print and forced colours."""
    return files("knotwork.pictures").joinpath("pictures.css").read_text(encoding="utf-8")


def standalone(svg: str) -> str:
    """Turn a picture into a file that keeps its colours, paper and dark mode wherever it is opened.

    Raises NotAPicture when the text does not begin with an SVG element.
    """
    opening = _OPENING.match(svg)
    if opening is None:
        raise NotAPicture("Only a picture that begins with <svg …> can be saved as a file.")
    paper = '<rect class="kw-paper" width="100%" height="100%" fill="#faf8f4"/>'
    # Programs that know no custom properties would paint everything black: they skip what they are asked about, and
    # keep the colours of daylight that stand in the picture itself.
    style = f"<style><![CDATA[\n@supports (color: var(--kw-ink)) {{\n{stylesheet()}}}\n]]></style>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{opening.group()}{style}{paper}{svg[opening.end() :]}\n"


def named(svg: str) -> str:
    """The picture with every family of letters by name, for programs that know no `sans-serif`."""
    return svg.replace(f'font-family="{FONT}"', f'font-family="{FAMILIES}"')


def on_white(svg: str) -> str:
    """The picture as paper takes it: white, and with every family of letters by name."""
    return named(svg).replace(PAPER, WHITE)
