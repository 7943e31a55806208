"""A minute: what a document holds, before it is a page, a PDF or slides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, and the same in words for whoever does not see it."""

    svg: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is called, what is said of it, its charts, and its full address, where it has one."""

    title: str
    said: tuple[str, ...] = ()
    address: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines.

    `empty` is what it says where there are none, `more` how many are not shown, `elsewhere` the address where all are.
    """

    title: str
    lines: tuple[Line, ...]
    empty: str
    more: int = 0
    elsewhere: str = ""

    @property
    def rest(self) -> str:
        """What is not shown, in words; empty where all is."""
        return f"And {self.more:,} more, on the page." if self.more else ""


@dataclass(frozen=True, slots=True)
class Minute:
    """A whole document: its title, which days it is about, what a reader must know of it, and its sections."""

    title: str
    about: str
    note: str
    sections: tuple[Section, ...]
