"""The six questions."""

from typing import Any
from uuid import uuid4

from django import forms

from knotwork.access.verbs import Verb
from knotwork.learning.audit.forms import Prose
from knotwork.learning.places.forms import PlaceChoice
from knotwork.learning.places.models import Place
from knotwork.learning.reflecting.models import Reflection
from knotwork.learning.strands.models import WORDS, Strand
from knotwork.learning.strands.queries import by_codes
from knotwork.learning.systems.queries import may, where_allowed

LABELS = WORDS[Strand.Kind.REFLECTION]


def _box(name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=LABELS[name], required=False, max_length=10_000, widget=widget)


class Reflecting(Prose):
    """Six questions, of which any may stay empty, but not all."""

    occurred = _box("occurred")
    feelings = _box("feelings")
    works_well = _box("works_well")
    works_less = _box("works_less")
    differently = _box("differently")
    found = _box("found")
    together = forms.ChoiceField(
        label="Who reflected?",
        choices=Reflection.Together.choices,
        initial="alone",
        widget=forms.RadioSelect,
        error_messages={"required": "Say who reflected"},
    )
    place = PlaceChoice(
        label="Place",
        required=False,
        error_messages={"required": "Choose the place that it is about"},
    )
    about = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Any, system: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
        allowed = where_allowed(by, Verb.TELL, system)
        self.fields["place"].queryset = Place.objects.filter(pk__in=[place.pk for place in allowed])
        self.fields["place"].required = not may(by, Verb.TELL, system)
        self.fields["place"].empty_label = None if self.fields["place"].required else "No one place in particular"
        if len(allowed) == 1:
            self.initial.setdefault("place", allowed[0].code)
        code = str((self.data if self.is_bound else self.initial).get("about") or "")
        self.prompt = next(iter(by_codes(by, [code])), None) if code else None

    def clean(self) -> dict[str, Any]:
        """Something is written."""
        said = super().clean()
        if not self.errors and not any((said.get(name) or "").strip() for name in LABELS):
            self.add_error("occurred", "Answer one of the questions, in a sentence")
        return said

    def reflected(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        words = {name: said[name] for name in LABELS}
        return {"words": words, "about": self.prompt, **{name: said[name] for name in ("together", "place", "token")}}
