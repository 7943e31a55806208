"""The form for proposing a term."""

from typing import Any
from uuid import uuid4

from django import forms

from knotwork.learning.audit.forms import Prose
from knotwork.learning.language.actions import DefinedAlready
from knotwork.learning.language.queries import named_in


class Proposing(Prose):
    """A word, what it means in plain words, and how else it is written."""

    name = forms.CharField(
        label="Which word, or words?", max_length=120, error_messages={"required": "Write the word that you propose"}
    )
    meaning = forms.CharField(
        label="What does it mean here?", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="So that a carer who hears it for the first time understands it.",
        error_messages={"required": "Say what it means, in a sentence"},
    )  # fmt: skip
    synonyms = forms.CharField(
        label="Other words for it", required=False, max_length=500, help_text="With commas between them."
    )
    abbreviations = forms.CharField(
        label="Short for it", required=False, max_length=200, help_text="Such as SBAR. With commas between them."
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, system: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.system = system
        self.initial.setdefault("token", uuid4())

    def clean_name(self) -> str:
        """A name that this learning system has not defined."""
        name = self.cleaned_data["name"]
        if known := named_in(self.system, name):
            raise forms.ValidationError(str(DefinedAlready(known)))
        return name
