"""Forms of openings: making one, telling through it, and looking through what was told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone

from knotwork.access.policy import allows
from knotwork.access.verbs import Verb
from knotwork.learning.audit.forms import Prose
from knotwork.learning.capture.actions import LONGEST
from knotwork.learning.files.forms import WithPhotograph
from knotwork.learning.insights.models import Insight
from knotwork.learning.places.forms import PlaceChoice
from knotwork.learning.places.models import Place
from knotwork.learning.systems.queries import where_allowed

USUAL = 14
MOST_SENT = 2_300_000  # bytes that whoever is not signed in can send with the rest of the form


class Beginning(Prose):
    """A link for one occasion: its title, its place, and until when."""

    title = forms.CharField(
        label="What is it for?",
        max_length=120,
        help_text="People read this above the box: “Ward 4, what matters to you?”, “Falls day, 3 May”.",
        error_messages={"required": "Say what people will read above the box"},
    )
    place = PlaceChoice(
        label="Place",
        required=False,
    )
    days = forms.TypedChoiceField(
        label="Open for", coerce=int, initial=USUAL, error_messages={"required": "Choose for how long"},
        choices=[(1, "a day"), (7, "a week"), (14, "two weeks"), (30, "a month"), (LONGEST.days, "three months")],
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, system: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = where_allowed(by, Verb.GATHER, system)
        field = self.fields["place"]
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        field.required = not allows(by.grants(), Verb.GATHER, system.subject)
        field.empty_label = None if field.required else f"The whole of {system.name}"
        field.error_messages["required"] = "Choose a place"

    def begun(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        until = timezone.now() + timedelta(days=said["days"])
        return {"title": said["title"], "place": said["place"], "until": until}


class TellingThrough(WithPhotograph):
    """One box for anybody."""

    happened = forms.CharField(
        label="What happened?",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="No names of patients or staff.",
        error_messages={"required": "Say what happened, in a sentence or two"},
    )
    voice = forms.ChoiceField(
        label="Who are you?", required=False, choices=[("", "I would rather not say"), *Insight.Voice.choices]
    )
    as_me = forms.BooleanField(required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, teller: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
        self.fields["photograph"].widget.attrs["data-photograph"] = MOST_SENT
        self.teller = teller
        if teller is None:
            del self.fields["as_me"]
        else:
            self.fields["as_me"].label = f"Tell it as {teller.name}, so that I hear what comes of it"

    def told(self) -> dict[str, Any]:
        """The valid form as the action takes it, with who tells: nobody, unless they say so."""
        said = dict(self.cleaned_data)
        by = self.teller if said.pop("as_me", False) else None
        return {**said, "by": by}


class LookingThrough(Prose):
    """The words as others will read them."""

    happened = forms.CharField(
        label="As others will read it",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Take out what could tell who somebody is. If you change a word, the page will say so.",
        error_messages={"required": "There is nothing left to take in. Leave it out instead"},
    )
    keep_photograph = forms.ChoiceField(
        label="May others see the photograph?",
        choices=[
            ("yes", "Yes, it shows nobody and nothing that could tell who somebody is"),
            ("no", "No, keep it from others"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether others may see the photograph"},
    )
    shows = forms.CharField(
        label="What does it show?",
        required=False,
        max_length=500,
        help_text="In a sentence. Whoever cannot see it hears this instead.",
    )

    def __init__(self, *args: Any, photographed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not photographed:
            del self.fields["keep_photograph"], self.fields["shows"]

    def clean(self) -> dict[str, Any]:
        """A photograph that others see has words for those who do not."""
        said = super().clean()
        if said.get("keep_photograph") == "yes" and not said.get("shows"):
            self.add_error("shows", "Say what it shows, for those who cannot see it")
        return said

    def looked_through(self) -> dict[str, str]:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        kept = said.get("keep_photograph") == "yes"
        return {"happened": said["happened"], "shows": said["shows"] if kept else ""}


class TurningDown(Prose):
    """Why something is left out."""

    why = forms.CharField(label="Why?", max_length=300, error_messages={"required": "Say why, in a line"})
