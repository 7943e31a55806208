"""Terms as the rows of a table, and the rows of a table as terms."""

from typing import Any

from django.utils.timezone import localtime

from knotwork.exchange.tabular import Table
from knotwork.exchange.tabular.table import text_of
from knotwork.learning.language.queries import newest_numbers, terms_of

HEAD = ("term", "meaning", "other words", "abbreviations", "agreed by", "agreed on")
COLUMNS = {"name": "term", "meaning": "meaning", "synonyms": "other words", "abbreviations": "abbreviations"}
LONGEST = {"name": 120, "meaning": 2_000, "synonyms": 500, "abbreviations": 200}
NEEDED = ("name", "meaning")
MOST_ROWS, MOST_SAID = 2_000, 20


class CannotTake(ValueError):
    """A file of terms cannot be taken as it is: `problems` say why, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Nothing was brought in. " + " ".join(problems))
        self.problems = problems


def rows_of(by: Any, system: Any) -> list[tuple[object, ...]]:
    """The terms of a learning system that a person sees, with the names of the columns first.

    Who agreed stands only beside the very words that were agreed. Three queries for each page of terms.
    """
    rows: list[tuple[object, ...]] = [HEAD]
    page: Any = terms_of(by, system)
    for number in page.paginator.page_range:
        terms = list(terms_of(by, system, page=number))
        newest = newest_numbers(terms)
        rows += [_row(term, agreed=term.agreed_version == newest[term.pk]) for term in terms]
    return rows


def _row(term: Any, *, agreed: bool) -> tuple[object, ...]:
    by_and_on = (term.agreed_by.name, localtime(term.agreed_at).date().isoformat()) if agreed else ("", "")
    return (term.name, term.meaning, term.synonyms, term.abbreviations, *by_and_on)


def terms_in(table: Table) -> list[dict[str, str]]:
    """The terms in a table, whose columns are named as ours are. What has no column is in no row.

    Raises:
        CannotTake: a column is missing, a row lacks its term or its meaning, a cell is too long, or a term comes twice.
    """
    named = {column.strip().casefold(): at for at, column in enumerate(table.columns)}
    if lacking := [COLUMNS[name] for name in NEEDED if COLUMNS[name] not in named]:
        raise CannotTake(
            [f"The file has no column “{column}”. Name its columns in the first line." for column in lacking]
        )
    columns = {name: named[column] for name, column in COLUMNS.items() if column in named}
    found: list[dict[str, str]] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, values in table:
        row = {name: text_of(values[at]) if at < len(values) else "" for name, at in columns.items()}
        problems += _wrong(number, row, first)
        found.append(row)
        if len(found) > MOST_ROWS:
            raise CannotTake([f"The file has more than {MOST_ROWS} rows. Divide it."])
    if problems:
        more = [f"And {len(problems) - MOST_SAID} more."] if len(problems) > MOST_SAID else []
        raise CannotTake([*problems[:MOST_SAID], *more])
    return found


def _wrong(number: int, row: dict[str, str], first: dict[str, int]) -> list[str]:
    """What is wrong with one row, a sentence each. `first` has the row in which each term came first."""
    wrong = [f"Row {number}: the {COLUMNS[name]} is empty." for name in NEEDED if not row[name]]
    wrong += [
        f"Row {number}: the {COLUMNS[name]} has {len(row[name])} letters; {most} are the most."
        for name, most in LONGEST.items()
        if len(row.get(name, "")) > most
    ]
    key = " ".join(row["name"].split()).casefold()
    if key and first.setdefault(key, number) != number:
        wrong.append(f"Row {number}: “{row['name']}” stands in row {first[key]} already.")
    return wrong
