"""Reading pictures back: what a browser or a screen reader would find in them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def parsed(svg: str) -> ElementTree.Element:
    """The picture as elements; raises when it is not well-formed XML."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own output


def with_class(root: ElementTree.Element, css: str) -> list[ElementTree.Element]:
    """All elements that carry a class."""
    return [each for each in root.iter() if css in each.get("class", "").split()]


def texts(root: ElementTree.Element) -> list[str]:
    """Every line of text that is drawn."""
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def focusable(root: ElementTree.Element) -> list[ElementTree.Element]:
    """What the tab key reaches, in order."""
    return [each for each in root.iter() if each.get("tabindex") == "0" or each.get("href") is not None]


def numbers(path: str) -> list[float]:
    """The numbers of path data."""
    return [float(each) for each in _NUMBER.findall(path)]


def without_descriptions(svg: str) -> str:
    """The picture without what is only said: titles, descriptions, labels."""
    bare = re.sub(r"<(title|desc)\b.*?</\1>", "", svg, flags=re.S)
    return re.sub(r'aria-label="[^"]*"', "", bare)
