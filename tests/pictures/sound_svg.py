"""What must hold of every picture: sound XML, finite numbers, everything on the sheet, ids once and found."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

from svg_reading import SVG, numbers, parsed

_PLACES = {"x": 0, "x1": 0, "x2": 0, "cx": 0, "y": 1, "y1": 1, "y2": 1, "cy": 1}
_REFERENCES = ("aria-labelledby", "aria-describedby")
_STEP = re.compile(r"([MLHVhvlacsmz])([^MLHVhvlacsmz]*)")
_SPOKEN = ("aria-label", "href", "class", "id", "xmlns", "font-family", *_REFERENCES)


def faults(svg: str, *, margin: float = 14) -> list[str]:
    """Everything that is wrong with a picture; `margin` is how far outside its sheet a mark may reach."""
    root = parsed(svg)
    return _unsound_numbers(root) + _broken_ids(root) + _outside(root, margin)


def _unsound_numbers(root: Element) -> list[str]:
    return [
        f"{each.tag} {name}={value}"
        for each in root.iter()
        for name, value in each.attrib.items()
        if name not in _SPOKEN and re.search(r"nan|inf|e[+-]\d", value, re.IGNORECASE)
    ]


def _broken_ids(root: Element) -> list[str]:
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    wanted = {part for each in root.iter() for name in _REFERENCES for part in (each.get(name) or "").split()}
    return [f"{each} twice" for each, times in ids.items() if times > 1] + sorted(wanted - set(ids))


def _outside(root: Element, margin: float) -> list[str]:
    _, _, width, height = numbers(root.get("viewBox", ""))
    found = []
    for each, (dx, dy) in _moved(root, 0.0, 0.0):
        for x, y in _spots(each):
            inside = x is None or -margin <= x + dx <= width + margin
            if not (inside and (y is None or -margin <= y + dy <= height + margin)):
                found.append(f"{each.tag.removeprefix(SVG)} {each.get('class')} at {x}, {y}")
    return found


def _moved(each: Element, dx: float, dy: float):
    shift = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", each.get("transform", ""))
    if shift:
        dx, dy = dx + float(shift[1]), dy + float(shift[2])
    yield each, (dx, dy)
    for child in each:
        if not child.get("transform", "").startswith("scale"):
            yield from _moved(child, dx, dy)


def _spots(each: Element):
    for name, axis in _PLACES.items():
        if name in each.attrib:
            value = float(each.attrib[name])
            yield (value, None) if axis == 0 else (None, value)
    for letter, rest in _STEP.findall(each.get("d", "")):
        values = numbers(rest)
        if letter in "ML":
            yield from zip(values[::2], values[1::2], strict=True)
        elif letter in "HV":
            yield from ((value, None) if letter == "H" else (None, value) for value in values)
