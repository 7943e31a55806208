"""Reading who is an administrator at this moment."""

from datetime import datetime
from typing import Any

from knotwork.access.policy import OperatorGrant
from knotwork.learning.administration.models import Lending
from knotwork.learning.systems.models import LearningSystem


def current(person: Any) -> Lending | None:
    """The administrator session of a person that nobody has ended yet, though its time may be over. One query."""
    return Lending.objects.filter(person=person.pk, ended_at__isnull=True).first()


def holds(lending: Lending, *, at: datetime) -> bool:
    """Whether an administrator session counts at this moment."""
    return lending.ended_at is None and lending.began_at <= at < lending.until


def lent() -> OperatorGrant:
    """What an administrator may do: an operator's power, in all learning systems that there are."""
    return OperatorGrant(systems=frozenset(LearningSystem.objects.values_list("pk", flat=True)))
