"""The forms for deciding and for looking again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms

from knotwork.access.verbs import Verb
from knotwork.learning.audit.forms import Prose
from knotwork.learning.decisions.models import Review
from knotwork.learning.measures.queries import charts_named
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import people_in
from knotwork.learning.places.models import Place
from knotwork.learning.strands.queries import by_codes, feed
from knotwork.learning.systems.queries import may, where_allowed

A_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Deciding(Prose):
    """A page that reads like a minute."""

    question = forms.CharField(label="What is the question?", max_length=200)
    decided_from = forms.MultipleChoiceField(
        label="What did we know?", required=False, widget=forms.CheckboxSelectMultiple
    )
    options = forms.CharField(
        label="What did we consider?",
        required=False,
        max_length=10_000,
        help_text="A line for each, what you chose among them.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    choice = forms.CharField(label="What did we choose?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    reasons = forms.CharField(label="Why?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    dissent = forms.CharField(
        label="Who saw it otherwise, and why?",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.ModelChoiceField(None, label="For which place?", required=False, to_field_name="code")
    owner = forms.ModelChoiceField(None, label="Who carries it?", empty_label="Choose a person")
    due_on = forms.DateField(label="By when is it done?", required=False, widget=A_DATE)
    review_on = forms.DateField(label="When do we look again?", widget=A_DATE)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, by: Any, system: Any, today: Any, given: list[str], words: str = "", **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("review_on", today + timedelta(days=90))
        self.initial.setdefault("owner", by.pk)
        self.initial.setdefault("decided_from", given)
        self.charts = charts_named(system, given, by=by)
        self.offered = self._offer(by, system, given, words)
        charts = [(name, series.reading.headline) for name, series in self.charts.items()]
        self.fields["decided_from"].choices = charts + [
            (strand.code, f"{strand.get_kind_display()}: {strand.title}") for strand in self.offered
        ]
        people = people_in(system)
        self.fields["owner"].queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        allowed = [place.pk for place in where_allowed(by, Verb.DECIDE, system)]
        self.fields["place"].queryset = Place.objects.filter(pk__in=allowed)
        self.fields["place"].required = not may(by, Verb.DECIDE, system)
        self.fields["place"].empty_label = None if self.fields["place"].required else "The whole learning system"

    @staticmethod
    def _offer(by: Any, system: Any, given: list[str], words: str) -> list[Any]:
        """What was brought here comes first, then the newest of the learning system, or those that were looked for."""
        brought = by_codes(by, given)
        newest = feed(by, system=system, text=words)
        return brought + [strand for strand in newest if strand not in brought]

    def decided(self, by: Any) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = dict(self.cleaned_data)
        charts = [series for name, series in self.charts.items() if name in said["decided_from"]]
        return {**said, "charts": charts, "decided_from": by_codes(by, said["decided_from"])}


class Reviewing(Prose):
    """One question: did it do what we expected?"""

    verdict = forms.ChoiceField(
        label="Did it do what we expected?", choices=Review.Verdict.choices, widget=forms.RadioSelect
    )
    seen = forms.CharField(label="What did we see?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
