"""Adding places to the tree."""

from datetime import datetime
from typing import Any

from django.db import transaction

from knotwork.access.policy import Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.places.codes import new_code
from knotwork.learning.places.models import Place


@transaction.atomic
def add(
    *,
    names: list[str],
    by: Any,
    at: datetime,
    system: Any = None,
    kind: str = Place.Kind.ORGANISATION,
    parent: Place | None = None,
    attributes: dict[str, Any] | None = None,
) -> list[Place]:
    """Add places below `parent`, or at the top of the tree, all of one kind.

    Raises:
        NotAllowed: `by` is neither the command line, nor somebody who brings numbers into `system`.
    """
    check(by, Verb.IMPORT if system else Verb.SET_UP, system.subject if system else Subject())
    new = []
    for name in names:
        code = new_code()
        path = f"{parent.path if parent else '/'}{code}/"
        new.append(Place(code=code, name=name, kind=kind, parent=parent, path=path, attributes=attributes or {}))
    made = Place.objects.bulk_create(new)
    after, of = {place.code: place.name for place in made}, system.pk if system else None
    audit.record(by=by, at=at, verb="add", kind="place", key=parent.code if parent else "", system=of, after=after)
    return made
