"""Makes `docs/algorithms` from the spec tests: `python -m tests.science.spec.pages`, from the top of the repository.

A test file anywhere below this folder that has a `PAGE` becomes a page; nothing needs to be told about it.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from knotwork.pictures import chart, funnel_plot, standalone
from knotwork.science.spc import Analysis, Funnel, read
from tests.science.spec.page import GROUPS, ROOT, SPEC, Page, listed, sentences

COMMAND = "python -m tests.science.spec.pages"
FOLDER = ROOT / "docs" / "algorithms"
PICTURES = "pictures"
OF_OTHERS = {"differences.md", "mutation.md"}
"""What is kept in the folder by other means."""


_ITEM = re.compile(r"\d+\. ")


class Found(NamedTuple):
    """A page and the test file that it is written in."""

    page: Page
    module: ModuleType
    file: Path


@cache
def found() -> tuple[Found, ...]:
    """All pages, in the order of the index."""
    every = []
    for file in sorted(SPEC.rglob("test_*.py")):
        if "\nPAGE = Page(" in file.read_text(encoding="utf-8"):
            module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            every.append(Found(module.PAGE, module, file))
    groups = list(GROUPS)
    return tuple(sorted(every, key=lambda one: (groups.index(one.page.group), one.page.order, one.page.title)))


def documents() -> dict[str, str]:
    """The Markdown of every page and of the index, by file name."""
    return {"README.md": index()} | {f"{one.page.slug}.md": written(one) for one in found()}


def pictures() -> dict[str, str]:
    """The picture of every worked example that has one, by file name."""
    drawn = {f"{one.page.slug}.svg": picture(one.page) for one in found()}
    return {name: svg for name, svg in drawn.items() if svg}


def index() -> str:
    """The page that leads to all others."""
    parts = [
        "# The statistics, one page each",
        "Every page says what a statistic is for, its formula, a worked example, when not to use it and where it comes "
        "from. The numbers of the examples are computed by the library when the pages are made, and tested against "
        f"numbers worked out by hand. The pages are made from the spec tests by `{COMMAND}`: change those, not these.",
    ]
    for group, question in GROUPS.items():
        of_group = [one.page for one in found() if one.page.group == group]
        if of_group:
            lines = [f"- [{page.title}]({page.slug}.md): {page.sentence}" for page in of_group]
            parts.append("\n\n".join([f"## {group}", question[:1].upper() + question[1:] + ".", "\n".join(lines)]))
    parts.append(
        "## And\n\n- [Where we differ from other software](differences.md) on purpose, case by case, with the reason."
    )
    return "\n\n".join(parts) + "\n"


def written(one: Found) -> str:
    """One page."""
    page = one.page
    parts = [f"# {page.title}", page.sentence, f"**For**: {page.purpose}", "## Formula", page.formula]
    parts += ["## Worked example", page.story, *_worked(page), "## When not to use it", page.avoid]
    if page.by_chance:
        parts += ["## How often by chance", page.by_chance]
    parts += ["## What the tests hold", "\n".join(f"- {line}" for line in sentences(one.module)), _files(one)]
    parts += ["## Source", page.source]
    if page.related:
        titles = {other.page.slug: other.page.title for other in found()} | {"differences": "Differences"}
        parts.append("See also: " + ", ".join(f"[{titles[slug]}]({slug}.md)" for slug in page.related) + ".")
    return "\n\n".join(flowing(part) for part in parts if part.strip()) + "\n"


def flowing(text: str) -> str:
    """The same with one line a paragraph, an item of a list or a row of a table, however it was typed."""
    lines: list[str] = []
    fenced = False
    for line in text.strip().splitlines():
        fenced ^= line.startswith("```")
        begins = fenced or not line.strip() or line.startswith(("- ", "|", "```")) or _ITEM.match(line)
        if begins or not lines or not lines[-1] or lines[-1].startswith(("|", "```")):
            lines.append(line.rstrip())
        else:
            lines[-1] += " " + line.strip()
    return "\n".join(lines)


def _files(one: Found) -> str:
    tests = [one.file.relative_to(ROOT), *(Path("tests/science") / name for name in one.page.held_by)]
    return "In " + ", ".join(f"[{file.name}](../../{file.as_posix()})" for file in tests) + "."


def _worked(page: Page) -> list[str]:
    seen = page.seen()
    parts = ["\n".join(f"- `{name}` = {_shown(values)}" for name, values in page.data.items())]
    parts.append(f"```python\n{page.asks.written(page.data)}\n```")
    parts.append("\n".join(f"{place}. {step}" for place, step in enumerate(page.steps(seen), start=1)))
    if isinstance(seen, Analysis):
        told = _told(page, seen)
        parts.append(f"In words: “{told.sentence}”")
    elif isinstance(seen, Funnel):
        parts.append(f"In words: “{seen.reading}”")
    if isinstance(seen, Analysis | Funnel):
        parts.append(f"![{page.title}: the worked example drawn]({PICTURES}/{page.slug}.svg)")
    return parts


def _shown(values: Any) -> str:
    if values and isinstance(values[0], list | tuple):
        return "; ".join(listed(row) for row in values)
    return listed(values)


def _told(page: Page, seen: Analysis) -> Any:
    return read(seen, name=page.measure or None, unit=page.unit)


def picture(page: Page) -> str:
    """The worked example drawn; nothing where the result is not a chart."""
    seen, name = page.seen(), f"page-{page.slug}"
    if isinstance(seen, Funnel):
        drawn = funnel_plot(seen, title=page.title, description=seen.reading, unit=page.unit, id_prefix=name)
        return standalone(drawn)
    if not isinstance(seen, Analysis):
        return ""
    told, periods = _told(page, seen), [str(period) for period in seen.x]
    text = {"title": told.headline, "subtitle": page.title, "description": told.sentence}
    return standalone(chart(seen, **text, periods=periods, unit=page.unit, id_prefix=name))


def main() -> None:
    """Write everything, and take away what no spec makes any more."""
    (FOLDER / PICTURES).mkdir(exist_ok=True)
    made = {FOLDER / name: text for name, text in documents().items()}
    made |= {FOLDER / PICTURES / name: svg for name, svg in pictures().items()}
    for file in [*FOLDER.glob("*.md"), *(FOLDER / PICTURES).glob("*.svg")]:
        if file not in made and file.name not in OF_OTHERS:
            file.unlink()
    for file, text in made.items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
