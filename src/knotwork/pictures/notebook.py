"""Results that show themselves in a notebook: as the picture, with its reading below."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass
from typing import Any

from knotwork.pictures.chart import chart
from knotwork.pictures.funnel import funnel_plot
from knotwork.pictures.markup import escape
from knotwork.pictures.numerals import PROPORTION
from knotwork.pictures.period_names import period_names
from knotwork.pictures.sheet import standalone, stylesheet
from knotwork.science.spc import Analysis, Funnel, Screen, read


class NoNotebook(RuntimeError):
    """Pictures were to show themselves in a notebook, but this is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A result with its picture: notebooks draw it, and `svg` can be saved as a file."""

    svg: str
    words: tuple[str, ...]

    def _repr_svg_(self) -> str:
        return standalone(self.svg)

    def _repr_html_(self) -> str:
        said = "".join(f"<p>{escape(each)}</p>" for each in self.words if each)
        return f"<figure><style>{stylesheet()}</style>{self.svg}<figcaption>{said}</figcaption></figure>"

    def __str__(self) -> str:
        return "\n".join(each for each in self.words if each)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a screen found, in a sentence and a table of the most surprising series."""

    sentence: str
    rows: tuple[tuple[str, ...], ...]

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in _COLUMNS)
        body = "".join(f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in row)}</tr>" for row in self.rows)
        return f"<p>{escape(self.sentence)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __str__(self) -> str:
        return "\n".join([self.sentence, *("\t".join(row) for row in self.rows)])


_COLUMNS = ("Series", "Verdict", "Since point", "Signal", "By chance", "Stands among so many")
LISTED = 20
"""How many series of a screen are listed."""


def show(result: Analysis | Funnel | Screen, *, name: str | None = None, unit: str = "") -> Shown | Listed:
    """Draw an analysed chart or a funnel, or list what a screen found, and say in words what it shows.

    `name` is what was measured; `unit` is "" for counts, "%" for percentages, or words such as "per 1,000 bed days".
    Leave the result as the last line of a notebook's cell to see it. Raises TypeError for anything else.
    """
    if isinstance(result, Analysis):
        return _analysis(result, name, unit)
    if isinstance(result, Funnel):
        return _funnel(result, name, unit)
    if isinstance(result, Screen):
        return _screen(result)
    raise TypeError(f"There is no picture of {type(result).__name__}: show the result of analyse, funnel or screen.")


def register(shell: Any = None) -> None:
    """Let every analysed chart, funnel and screen show itself from now on, in this notebook.

    `shell` is the notebook's own; it is found where there is one. Raises NoNotebook elsewhere.
    """
    shell = shell if shell is not None else _shell()
    if shell is None:
        raise NoNotebook("This is not a notebook: use show(result), whose svg can be saved as a file.")
    formatter = shell.display_formatter.formatters["text/html"]
    for each in (Analysis, Funnel, Screen):
        formatter.for_type(each, lambda result: show(result)._repr_html_())


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext knotwork.pictures.notebook` does what `register` does."""
    register(shell)


def _shell() -> Any:
    notebook = sys.modules.get("IPython")
    return notebook.get_ipython() if notebook is not None else None


def _analysis(result: Analysis, name: str | None, unit: str) -> Shown:
    full, short = period_names(result.x)
    share = _is_share(result, unit)
    said = read(result, name=name, unit="%" if share else unit.replace(PROPORTION, ""), periods=full)
    svg = chart(
        result,
        title=said.headline,
        description=said.sentence,
        periods=full,
        short_periods=short,
        unit=PROPORTION if share else unit,
        id_prefix=_prefix(result.y.tobytes(), said.headline),
    )
    return Shown(svg, (said.sentence, said.sureness, said.would_change))


def _is_share(result: Analysis, unit: str) -> bool:
    """Whether the values are shares from 0 to 1, which people read as percentages."""
    return result.kind in ("p", "pp") and result.multiply == 1 and unit in ("", "%", PROPORTION)


def _funnel(result: Funnel, name: str | None, unit: str) -> Shown:
    title = name or "Places side by side"
    percent = unit or (PROPORTION if result.kind == "proportion" else "")
    svg = funnel_plot(
        result,
        title=title,
        description=result.reading,
        unit=percent,
        id_prefix=_prefix(result.value.tobytes(), title),
    )
    return Shown(svg, (result.reading,))


def _screen(result: Screen) -> Listed:
    found = sorted((result.plain - 1).tolist(), key=lambda at: (result.chance[at], at))
    sentence = (
        f"{len(found)} of {len(result)} series signal; chance alone would give {result.expected_by_chance:.1f}. "
        f"{result.standing.size} stand with false discoveries controlled."
    )
    rows = [
        (
            str(at + 1),
            str(result.verdict[at]),
            str(result.since[at]),
            str(result.rule[at]),
            f"{result.chance[at]:.2g}",
            "yes" if result.controlled[at] else "no",
        )
        for at in found[:LISTED]
    ]
    return Listed(sentence, tuple(rows))


def _prefix(numbers: bytes, title: str) -> str:
    """The same for the same picture, and another for another, because a notebook is one page."""
    return f"shown-{zlib.crc32(numbers + title.encode()):08x}"
