"""Choosing a role, where it counts, and who gets it."""

from typing import Any

from django import forms

from knotwork.learning.audit.forms import Asking
from knotwork.learning.people import queries

WHOLE = "the-whole-system"


class ChoosingRole(Asking):
    """A role and where it counts, of those that the reader may give. `spot` is the place, or None for the system."""

    where = forms.ChoiceField(label="Where?", error_messages={"required": "Choose where the role counts."})
    role = forms.ChoiceField(label="As what?", widget=forms.RadioSelect, error_messages={"required": "Choose a role."})

    def __init__(self, *args: Any, by: Any, system: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.system, self.spot = by, system, None
        self.spots = {WHOLE if one == system else one.code: one for one in queries.spots(by, system)}
        self.fields["where"].choices = [(key, self._named(key)) for key in self.spots]
        given = queries.given_by(by)
        self.fields["role"].choices = [(role.name, f"{role.label}: {role.meaning}") for role in given]

    def _named(self, key: str) -> str:
        spot = self.spots[key]
        if key == WHOLE:
            return f"The whole of {spot}"
        return f"{spot}, {spot.parent}" if spot.parent else str(spot)

    def clean(self) -> dict[str, Any]:
        """Whether the role may be given there."""
        said = super().clean()
        role, where = said.get("role"), said.get("where")
        if role and where:
            spot = self.spots[where]
            said["place"] = self.spot = None if where == WHOLE else spot
            if not queries.may_give_at(self.by, role, spot):
                self.add_error("role", "You may not give this role there. Choose another role, or another place.")
        return said


class GivingRole(ChoosingRole):
    """A role for somebody who is in the learning system already."""

    person = forms.ChoiceField(label="Who?", error_messages={"required": "Choose somebody."})
    field_order = ["person", "where", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [person for person in queries.people_in(self.system) if person.pk != self.by.pk]
        self.people = {str(person.pk): person for person in others}
        self.fields["person"].choices = [
            ("", "Choose somebody"),
            *((key, one.name) for key, one in self.people.items()),
        ]

    def clean_person(self) -> Any:
        """The person who was chosen."""
        return self.people[self.cleaned_data["person"]]
