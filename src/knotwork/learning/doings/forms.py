"""The forms for what is done, who does it, and how it went."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms

from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.doings.codes import not_done_by
from knotwork.learning.doings.models import Doing, Force
from knotwork.learning.doings.queries import carriers, sees

A_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Carrying(Asking):
    """Who does it, by when: somebody who can see why."""

    owner = forms.ModelChoiceField(
        None, label="Who does it?", empty_label="Choose a person", error_messages={"required": "Say who does it"}
    )
    due_on = forms.DateField(label="By when?", widget=A_DATE, error_messages={"required": "Say by which day"})

    def __init__(self, *args: Any, decision: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.today = decision, today
        self.fields["owner"].queryset = carriers(decision.system)

    def clean_owner(self) -> Any:
        """Somebody who sees the decision that this comes of."""
        owner = self.cleaned_data["owner"]
        if not sees(owner, self.decision):
            raise forms.ValidationError("Choose somebody who can see the decision, or show it to more people first")
        return owner

    def clean_due_on(self) -> Any:
        """No day that is past, and none that nobody here will see."""
        if why := not_done_by(self.cleaned_data["due_on"], today=self.today):
            raise forms.ValidationError(why)
        return self.cleaned_data["due_on"]


class Beginning(_Carrying, Prose):
    """What is done because of a decision."""

    what = forms.CharField(
        label="What is to be done?",
        max_length=500,
        error_messages={"required": "Say what is to be done, in a sentence"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ["what", "owner", "due_on"]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("owner", by.pk)
        self.initial.setdefault("due_on", self.today + timedelta(days=30))


class HandingOver(_Carrying):
    """Somebody else does it, or by another day."""


class Weighing(Prose):
    """What helps an action, or is in its way."""

    way = forms.ChoiceField(label="Does it help, or is it in the way?", choices=Force.Way.choices,
                            widget=forms.RadioSelect,
                            error_messages={"required": "Say whether it helps or is in the way"})  # fmt: skip
    force = forms.CharField(label="What is it?", max_length=200, help_text="In a few words.",
                            error_messages={"required": "Say what it is, in a few words"})  # fmt: skip
    strength = forms.TypedChoiceField(
        label="How much?",
        choices=Force.Strength.choices,
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how much"},
    )
    answer = forms.CharField(
        label="If it is in the way: what do we do about it?", required=False, max_length=300
    )  # fmt: skip


class Finishing(Prose):
    """How it went."""

    end = forms.ChoiceField(
        label="Was it done?",
        choices=[(Doing.End.DONE, "Yes, it was done"), (Doing.End.STOPPED, "No, we stopped")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was done"},
    )
    went = forms.CharField(
        label="How did it go?",
        help_text="A sentence. What did not go well is worth as much.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how it went, in a sentence"},
    )
