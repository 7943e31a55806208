"""Doors to reflecting and to reflections."""

from typing import Any

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import makes_sense, of_kind
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system

open_reflection = of_kind([Strand.Kind.REFLECTION], "reflection")


def open_to_reflect(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door to reflecting: for whoever may tell in a learning system, or at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not makes_sense(by, found):
        check(by, verb, found.subject)
    return found
