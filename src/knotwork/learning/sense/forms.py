"""The form for responding to an insight."""

from typing import Any

from django import forms

from knotwork.access.verbs import Verb
from knotwork.learning.audit.forms import Prose
from knotwork.learning.places.forms import PlaceChoice
from knotwork.learning.places.models import Place
from knotwork.learning.sense.models import Response
from knotwork.learning.systems.queries import where_allowed


class Responding(Prose):
    """Whether it is so at a place, and a line of why."""

    answer = forms.ChoiceField(
        label="Is it so where you are?",
        choices=Response.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is so where you are"},
    )
    place = PlaceChoice(
        label="Where?", empty_label="Choose a place",
        error_messages={"required": "Choose the place that you speak of"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why?",
        required=False,
        max_length=300,
        help_text="In a line: what is alike, or what is different here. "
        "If it is so where you are, you can leave it empty; else it is what others learn from.",
    )

    def __init__(self, *args: Any, by: Any, insight: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = where_allowed(by, Verb.TELL, insight.system)
        self.fields["place"].queryset = Place.objects.filter(pk__in=[place.pk for place in allowed])
        if len(allowed) == 1:
            self.initial.setdefault("place", allowed[0].code)

    def clean(self) -> dict[str, Any]:
        """Who says otherwise says why."""
        said = super().clean()
        if said.get("answer") in {Response.Answer.NOT, Response.Answer.DEPENDS} and not (said.get("why") or "").strip():
            self.add_error("why", "Say why, in a line: it is what others learn from")
        return said
