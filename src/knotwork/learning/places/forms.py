"""Choosing a place: each under the one that it belongs to, and Ward 2 before Ward 10."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

NUMBER = re.compile(r"(\d+)")


def in_order(name: str) -> list[Any]:
    """What puts names in the order in which people count: numbers by their size, letters of either case alike."""
    pieces = NUMBER.split(name.casefold())
    return [int(piece) if at % 2 else piece for at, piece in enumerate(pieces)]


class _Grouped(ModelChoiceIterator):
    """The places of a queryset, under the names of those above them; a list without headings where all share one."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[str, list[Any]] = {}
        for place in sorted(self.queryset.select_related("parent"), key=lambda one: in_order(one.name)):
            groups.setdefault(place.parent.name if place.parent else "", []).append(self.choice(place))
        for above in sorted(groups, key=in_order):
            if above and len(groups) > 1:
                yield above, groups[above]
            else:
                yield from groups[above]


class PlaceChoice(forms.ModelChoiceField):
    """One of some places, by its code. One query to show them, however many."""

    iterator = _Grouped

    def __init__(self, **more: Any) -> None:
        super().__init__(None, to_field_name="code", **more)
