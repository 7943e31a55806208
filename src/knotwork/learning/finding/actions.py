"""Keeping the index of words as strands are now. Writes no trail: the index says nothing that strands do not say."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from knotwork.learning.finding.codes import kept
from knotwork.learning.finding.models import Findable

A_BATCH = 1_000


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
