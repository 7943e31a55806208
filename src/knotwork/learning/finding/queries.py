"""Which strands have certain words. Who may see them is not known here: whoever asks says among which."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from knotwork.learning.finding.codes import longer_too, sought

OFTEN = 500
MOST = 200
ALIKE = 0.5
HAVING = {
    "postgresql": "SELECT strand_id FROM finding_findable WHERE vector @@ %s::tsquery",
    "sqlite": "SELECT rowid FROM finding_words WHERE finding_words MATCH %s",
}
NAMED = {
    # The first condition has the index, the second needs none then.
    "postgresql": "SELECT strand_id FROM finding_findable WHERE vector @@ %s::tsquery AND named @@ %s::tsquery",
    "sqlite": "SELECT rowid FROM finding_words WHERE title MATCH %s",
}
BEYOND = {
    "postgresql": "SELECT strand_id FROM finding_findable WHERE vector @@ %s::tsquery AND NOT named @@ %s::tsquery",
    "sqlite": (
        "SELECT rowid FROM finding_words WHERE finding_words MATCH %s"
        " EXCEPT SELECT rowid FROM finding_words WHERE title MATCH %s"
    ),
}
AND, OR = {"postgresql": " & ", "sqlite": " AND "}, {"postgresql": " | ", "sqlite": " OR "}


def matching(strands: QuerySet, text: str) -> QuerySet:
    """Those of some strands that have all words of a text: all of them for no text, none for one without a word."""
    words = sought(text)
    if not words:
        return strands.none() if text.strip() else strands
    return strands.filter(pk__in=_keys(HAVING, _words(words, AND)))


class Leaves(Paginator):
    """Pages of the strands that have all words of a text: those with them in their title first, then the newest.

    They are counted no further than two hundred, for counting all takes as long as there are strands, and whoever
    wants one beyond says more of what they want. As many queries, however much is found.
    """

    def __init__(self, strands: QuerySet, text: str, size: int) -> None:
        super().__init__(matching(strands, text), size)
        self.among, self.wanted = strands, _words(sought(text), AND)

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @property
    def count(self) -> int:
        """How many can be leafed through."""
        return min(self._counted, MOST)

    @property
    def more(self) -> bool:
        """Whether there are more than can be leafed through."""
        return self._counted > MOST

    def page(self, number: int) -> Page:
        """One page. Which strands are on it is found first, what their lines show then: sorting carries no lines."""
        number = self.validate_number(number)
        end = number * self.per_page
        keys = self._first(min(end, self.count))[end - self.per_page :]
        lines = self.among.in_bulk(keys)
        return self._get_page([lines[key] for key in keys if key in lines], number, self)

    def _first(self, most: int) -> list[int]:
        """The keys of the first of them. Titles and others are asked for apart, so that neither sorts all."""
        parts = (NAMED, BEYOND) if self.wanted else (None,)
        keys: list[int] = []
        for part in parts:
            found = self.among.filter(pk__in=_keys(part, self.wanted)) if part else self.object_list
            keys += found.order_by("-at", "-pk").values_list("pk", flat=True)[: most - len(keys)]
        return keys


def having_any(strands: QuerySet, words: Sequence[str]) -> QuerySet:
    """Those of some strands that have one of these roots at least."""
    return strands.filter(pk__in=_keys(HAVING, _words(words, OR))) if words else strands.none()


def _keys(statements: Mapping[str, str], wanted: str) -> RawSQL:
    statement = statements[connection.vendor]
    return RawSQL(statement, [wanted] * statement.count("%s"))  # noqa: S611 - constant; what is sought is passed


def _words(words: Sequence[str], joined: Mapping[str, str]) -> str:
    return joined[connection.vendor].join(map(_word, words))


def _word(one: str) -> str:
    """One root in the database's own language of queries. It has letters and digits only, so nothing breaks out."""
    if connection.vendor == "sqlite":
        return f'"{one}"*' if longer_too(one) else f'"{one}"'
    return f"'{one}':*" if longer_too(one) else f"'{one}'"


def forgives() -> bool:
    """Whether this database finds words that are spelt a little differently. One query on PostgreSQL."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('finding_spelt_alike') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def spelt_alike(strands: QuerySet, text: str, *, most: int) -> list[Any]:
    """The newest of some strands with words spelt much like all those of a text. Ask `forgives` before."""
    words = [one for one in sought(text) if len(one) > 2]
    for one in words:
        alike = "SELECT strand_id FROM finding_findable WHERE %s <%% (title || ' ' || text)"
        strands = strands.filter(pk__in=RawSQL(alike, [one]))  # noqa: S611 - a constant statement; the word is passed
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
        return list(strands[:most]) if words else []


def how_often(words: Sequence[str]) -> dict[str, int]:
    """In how many strands each root is, counted up to 500. One query. To choose rare words by; never to be shown."""
    if not words:
        return {}
    one = f"SELECT COUNT(*) FROM ({HAVING[connection.vendor]} LIMIT {OFTEN}) AS counted"  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({one})" for _each in words), [_word(each) for each in words])
        return dict(zip(words, cursor.fetchone(), strict=True))
