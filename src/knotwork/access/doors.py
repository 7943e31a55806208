"""The door: the only way from an address to an object."""

from __future__ import annotations

from typing import Protocol, TypeVar

from django.http import Http404

from knotwork.access.policy import Holder, Subject, allows, check
from knotwork.access.verbs import Verb


class Guarded(Protocol):
    """Anything that says where it belongs."""

    @property
    def subject(self) -> Subject:
        """The learning system and the place that it belongs to."""
        ...


Thing = TypeVar("Thing", bound=Guarded)


class Hidden(Http404):
    """The thing is there and must not be known of. `system` is the key of the learning system that it is in."""

    def __init__(self, system: int | None) -> None:
        super().__init__()
        self.system = system


def enter(thing: Thing | None, by: Holder, verb: Verb) -> Thing:
    """Hand over `thing` (an object with a `subject`) if `by` may do `verb` to it.

    Raises:
        Http404: there is no such thing, or `by` may not even see it: a stranger learns nothing.
        NotAllowed: `by` sees it, and may not do this.
    """
    if thing is None:
        raise Http404
    if not allows(by.grants(), Verb.SEE, thing.subject):
        raise Hidden(thing.subject.system)
    check(by, verb, thing.subject)
    return thing


def admit(thing: Thing | None, by: Holder, verb: Verb) -> Thing:
    """Hand over `thing`, which was looked for among what `by` may see, if `by` may do `verb` to it.

    Raises:
        Http404: it was not found there.
        NotAllowed: `by` sees it, and may not do this.
    """
    if thing is None:
        raise Http404
    if verb is not Verb.SEE:
        check(by, verb, thing.subject)
    return thing
