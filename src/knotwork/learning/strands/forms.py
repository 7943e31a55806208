"""Changing the words of what was learned, and choosing who sees it."""

from typing import Any

from django import forms

from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.people.queries import audience
from knotwork.learning.strands.models import WORDS, Strand
from knotwork.learning.strands.queries import levels_of, worded

# How many lines a box shows, and how much it takes; the rest show three and take 10,000.
SIZES = {
    "happened": (5, 10_000),
    "needed_by": (1, 500),
    "about": (1, 500),
    "because": (1, 300),
    "question": (1, 200),
    "title": (1, 200),
    "what": (1, 500),
    "name": (1, 120),
    "meaning": (3, 2_000),
    "synonyms": (1, 500),
    "abbreviations": (1, 200),
}
LEFT_EMPTY = {
    "learned", "needed_by", "dissent", "options", "expected", "why", "next", "reference", "strength", "about",
    "occurred", "feelings", "works_well", "works_less", "differently", "found", "synonyms", "abbreviations",
}  # fmt: skip
NOT_ANY_MORE = "This page cannot be sent any more. Open it anew, and copy what you wrote"
NOT_WITHOUT_NAME = (
    "Without your name you can tell it to the learning system only: a team is too few, so that people could guess, "
    "and what goes further should be answered for"
)


class Editing(Prose):
    """The words of a strand in boxes, with the number of the version that they began from."""

    began_from = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages={"required": NOT_ANY_MORE})

    def edited(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        words = dict(self.cleaned_data)
        return {"began_from": words.pop("began_from"), "words": words}


def editing(strand: Strand) -> type[Editing]:
    """The form for the words of one strand: a box for each that its kind asks for, and for each that is written."""
    boxes = {name: _box(name, WORDS[strand.kind][name]) for name in worded(strand)}
    if strand.kind == Strand.Kind.RESPONSE:  # who only says that it is so there too need not say why
        boxes["because"].required = strand.response.answer != "seen"
    return type("Editing", (Editing,), boxes)


def _box(name: str, label: str) -> forms.Field:
    """The box for one of a kind's words."""
    lines, most = SIZES.get(name, (3, 10_000))
    widget = forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput
    said = {"required": f"Leave something in “{label}”: it is asked of everybody"}
    return forms.CharField(
        label=label, required=name not in LEFT_EMPTY, max_length=most, widget=widget, error_messages=said
    )


class Sharing(Asking):
    """Who sees a strand, and whether its teller's name stands by it."""

    visibility = forms.ChoiceField(
        label="Who may see this?", widget=forms.RadioSelect, error_messages={"required": "Choose who may see this"}
    )
    named = forms.BooleanField(label="Put my name to it", required=False)
    named_in_public = forms.BooleanField(label="Show my name on the public page", required=False)

    def __init__(self, *args: Any, strand: Strand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strand, self.reach = strand, audience(strand.system, strand.place)
        self.initial = {"visibility": strand.visibility, "named_in_public": strand.named_in_public}
        levels = levels_of(strand)
        self.fields["visibility"].choices = [(level, self.seen_at(level)) for level in levels]
        if not strand.anonymous:
            del self.fields["named"]
        if Strand.Visibility.PUBLIC not in levels:
            del self.fields["named_in_public"]

    def clean(self) -> dict[str, Any]:
        """What is told without a name goes to its learning system, until there is a name by it."""
        cleaned = super().clean()
        nameless = self.strand.anonymous and not cleaned.get("named")
        if nameless and cleaned.get("visibility", Strand.Visibility.SYSTEM) != Strand.Visibility.SYSTEM:
            self.add_error("visibility", NOT_WITHOUT_NAME)
        return cleaned

    def seen_at(self, level: str) -> str:
        """Who sees it at one level, in words."""
        return self.reach.sentence(level, self.strand.system, self.strand.place)
