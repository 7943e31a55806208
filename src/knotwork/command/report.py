"""One HTML file that needs nothing else: no scripts, no fonts, no address outside. It prints, and it reads aloud."""

from collections.abc import Iterable, Sequence

from knotwork.pictures.markup import escape
from knotwork.pictures.sheet import stylesheet

STYLE = """
:root { color-scheme: light dark; --ink: #1c2a26; --quiet: #56645f; --paper: #faf8f4; --line: #d8d2c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8df; --quiet: #aab6b0; --paper: #14201c; --line: #37463f; } }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.5 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.0625rem; margin: 0; }
p { max-width: 46rem; }
a { color: inherit; }
.quiet { color: var(--quiet); }
.cards { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: 1.5rem 1.25rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.cards li { border-top: 1px solid var(--line); padding-top: .6rem; break-inside: avoid; }
.cards p { margin: .15rem 0; }
.cards svg { width: 100%; height: auto; margin: .3rem 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .95rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; }
@media print { :root { --ink: #000; --quiet: #444; --paper: #fff; --line: #ccc; } body { max-width: none; padding: 0;
  font-size: 10pt; } .cards { grid-template-columns: repeat(4, 1fr); } tr { break-inside: avoid; }
  thead { display: table-header-group; } .table { overflow: visible; } }
"""


def page(title: str, body: Iterable[str]) -> str:
    """A whole page; `title` is also its heading, `body` its parts as HTML."""
    written = "\n".join(body)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{stylesheet()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{written}\n</main>\n</body>\n</html>\n"
    )


def paragraph(words: str, css: str = "") -> str:
    """A paragraph, or nothing where there are no words."""
    return f"<p{_css(css)}>{escape(words)}</p>" if words else ""


def heading(words: str, anchor: str) -> str:
    """The heading of a part, which links may lead to."""
    return f'<h2 id="{escape(anchor)}">{escape(words)}</h2>'


def listed(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> str:
    """A table with its caption. The first cell of a row names it; columns in `numbers` (from 0) stand to the right."""
    sides = [_css("number" if at in numbers else "") for at in range(len(columns))]
    head = "".join(f'<th scope="col"{css}>{escape(name)}</th>' for name, css in zip(columns, sides, strict=True))
    body = "\n".join(_row(row, sides) for row in rows)
    # A region that can be scrolled must be reachable by keyboard, and so must have a name.
    return (
        f'<div class="table" role="region" aria-label="{escape(caption)}" tabindex="0"><table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _row(row: Sequence[str], sides: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(f"<td{css}>{escape(cell)}</td>" for cell, css in zip(others, sides[1:], strict=True))
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'


def _css(name: str) -> str:
    return f' class="{name}"' if name else ""
