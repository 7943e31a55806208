"""The form for saying something of a strand."""

from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse

from knotwork.learning.audit.forms import Prose
from knotwork.learning.talk.actions import NobodySoCalled
from knotwork.learning.talk.queries import mentioned, taking_part


class Commenting(Prose):
    """One box. Who is mentioned in it is looked for before it is sent."""

    text = forms.CharField(
        label="What do you want to say?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what you want to say"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Any, strand: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strand = strand
        self.initial.setdefault("token", uuid4())
        self.fields["text"].widget.attrs["data-mentions"] = reverse("names", args=[strand.code])
        names = taking_part(strand, but=by)
        example = " or ".join(f"@{name}" for name in names[:2]) or "@Amina Yusuf"
        told = "You told this without your name; your name stands by what you write here. "
        self.fields["text"].help_text = (
            f"{told if strand.anonymous and strand.by_id == by.pk else ''}"
            f"Write @ and a name, such as {example}, and they hear of it. Everybody who sees this reads it."
        )

    def clean_text(self) -> str:
        """What is said mentions only people who see the strand."""
        text = self.cleaned_data["text"]
        _people, unknown = mentioned(self.strand, text)
        if unknown:
            raise forms.ValidationError(str(NobodySoCalled(unknown)))
        return text
