"""From what a person holds to which strands they may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, F
from django.db.models.expressions import Expression

from knotwork.access.policy import places_of, systems_of

READ = ("visibility", "system", "by", "place")
# Whose rows these words are about stands in braces, as a query names its columns; what a person holds is passed.
TOLD_TO_ALL = "{visibility} = 'public'"
TOLD_TO_THE_NETWORK = "{visibility} IN ('network', 'public')"
TOLD_INSIDE = "{visibility} = 'system' OR {by} = %s"
TOLD_TO_A_TEAM = "{visibility} = 'team' AND {place} IN (SELECT id FROM places_place WHERE "


class Seen(Expression):
    """Whether a strand may be seen, as one condition that a query writes down at once.

    Every page asks it several times. Of Django's own conditions it takes nine, which cost several times as long to
    put into a query as the query takes.
    """

    conditional = True

    def __init__(self, words: str, held: Sequence[Any], prefix: str) -> None:
        super().__init__(output_field=BooleanField())
        self.words, self.held = words, tuple(held)
        self.columns: list[Any] = [F(f"{prefix}{name}") for name in READ]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The words with the columns that this query has for them."""
        words = self.words
        for name, column in zip(READ, self.columns, strict=True):
            words = words.replace(f"{{{name}}}", column.as_sql(compiler, connection)[0])
        return words, self.held


def visible_to(by: Any | None, prefix: str = "") -> Seen:
    """What limits strands to those that a person may see; the one place that says so.

    Nobody (`None`) stands for the whole world, signed in or not. `prefix` leads to the strand from the row in hand.
    """
    grants = () if by is None else by.grants()
    if not grants:
        return Seen(f"({TOLD_TO_ALL})", (), prefix)
    systems, paths = sorted(systems_of(grants)), places_of(grants)
    if not systems:
        return Seen(f"({TOLD_TO_THE_NETWORK})", (), prefix)
    here = " OR ".join(["path LIKE %s"] * len(paths)) or "1 = 0"
    inside = f"{TOLD_INSIDE} OR ({TOLD_TO_A_TEAM}{here}))"
    words = f"({TOLD_TO_THE_NETWORK} OR ({{system}} IN ({', '.join(['%s'] * len(systems))}) AND ({inside})))"
    return Seen(words, (*systems, by.pk, *(f"{path}%" for path in paths)), prefix)
