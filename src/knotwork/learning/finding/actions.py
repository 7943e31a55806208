"""Keeping the index of words as strands are now. Writes no trail: the index says nothing that strands do not say."""

from collections.abc import Iterable, Mapping

from django.db import DatabaseError, connection, connections, transaction

from knotwork.learning.finding.codes import kept
from knotwork.learning.finding.models import Findable

A_BATCH = 1_000
SPELT_ALIKE = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS finding_spelt_alike ON finding_findable "
    "USING gin ((title || ' ' || text) gin_trgm_ops)",
)


@transaction.atomic
def keep(strands: Iterable[tuple[int, str, Mapping[str, str], str]]) -> int:
    """Make strands findable by what they say now, in the transaction that says so; how many.

    Each comes as its key, its title, its words and the name of its place.
    """
    rows = [Findable(strand_id=key, **kept(title, words, place)) for key, title, words, place in strands]
    Findable.objects.bulk_create(
        rows, batch_size=A_BATCH, update_conflicts=True, unique_fields=["strand"], update_fields=["title", "text"]
    )
    return len(rows)


@transaction.atomic
def let_go(strands: Iterable[int]) -> None:
    """Take strands out of the index for good, by their keys.

    SQLite marks words as gone and keeps them until it next puts its index in order, so it is made to do that.
    """
    Findable.objects.filter(strand__in=list(strands)).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO finding_words (finding_words) VALUES ('optimize')")


def forgive(using: str = "default") -> str:
    """Let PostgreSQL find words that are spelt a little differently; nothing, or why this database cannot have it."""
    if connections[using].vendor != "postgresql":
        return ""
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            for statement in SPELT_ALIKE:
                cursor.execute(statement)
    except DatabaseError as error:
        return str(error).strip().splitlines()[0]
    return ""
