"""The forms for deciding and for looking again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms

from knotwork.access.verbs import Verb
from knotwork.learning.audit.forms import Prose
from knotwork.learning.decisions.codes import not_looked_at_again_on, not_looked_at_on
from knotwork.learning.decisions.models import Review
from knotwork.learning.decisions.queries import grouped_with
from knotwork.learning.doings.codes import not_done_by
from knotwork.learning.measures.queries import charted, charts_named
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import people_in
from knotwork.learning.places.forms import PlaceChoice
from knotwork.learning.places.models import Place
from knotwork.learning.sense.queries import with_subjects
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import by_codes, feed
from knotwork.learning.systems.queries import may, where_allowed

AT_ONCE = 8
A_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _likely(strand: Any) -> tuple[bool, bool]:
    return strand.kind == Strand.Kind.RESPONSE, strand.kind != Strand.Kind.THEME


class Deciding(Prose):
    """A page that reads like a minute."""

    question = forms.CharField(
        label="What is the question?", max_length=200, error_messages={"required": "Write the question that you decide"}
    )
    choice = forms.CharField(
        label="What did we choose?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you chose, in a sentence"},
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you chose it"},
    )  # fmt: skip
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
    dissent = forms.CharField(
        label="Who saw it otherwise, and why?",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = PlaceChoice(
        label="For which place?", required=False,
        error_messages={"required": "Choose the place that it is for"},
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        None,
        label="Who carries it?",
        empty_label="Choose a person",
        error_messages={"required": "Say who carries this"},
    )
    due_on = forms.DateField(label="By when is it done?", required=False, widget=A_DATE)
    review_on = forms.DateField(
        label="When do we look again?", widget=A_DATE, error_messages={"required": "Choose a day to look again"}
    )
    measure = forms.ModelChoiceField(
        None,
        label="What would show that it worked?",
        required=False,
        to_field_name="slug",
        empty_label="No measure",
        help_text="A measure that should move, if there is one. When we look again, it stands here as it was before "
        "and as it is since.",
    )
    measured_at = PlaceChoice(
        label="Of which place?", required=False, empty_label="The place that it is for",
        help_text="Whose numbers of this measure we look at.",
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, by: Any, system: Any, today: Any, given: list[str], words: str = "", **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.by, self.system, self.today, self.given = by, system, today, given
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("review_on", today + timedelta(days=90))
        self.initial.setdefault("owner", by.pk)
        self.initial.setdefault("decided_from", given)
        self.charts = charts_named(system, given, by=by)
        self.offered = self._offer(by, system, given, words)
        charts = [(name, series.reading.headline) for name, series in self.charts.items()]
        self.fields["decided_from"].choices = charts + [
            (strand.code, _named(strand)) for strand in with_subjects(by, self.offered)
        ]
        people = people_in(system)
        self.fields["owner"].queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        allowed = [place.pk for place in where_allowed(by, Verb.DECIDE, system)]
        self.fields["place"].queryset = Place.objects.filter(pk__in=allowed)
        self.fields["place"].required = not may(by, Verb.DECIDE, system)
        self.fields["place"].empty_label = None if self.fields["place"].required else "The whole learning system"
        self.fields["measure"].queryset, self.fields["measured_at"].queryset = charted(system)

    @staticmethod
    def _offer(by: Any, system: Any, given: list[str], words: str) -> list[Any]:
        """The likeliest first: what was brought here, what is grouped with it, then the newest or what was looked for.

        Of the newest, themes come first and answers to what was told last. What a word means is seldom why: terms are
        offered where one was brought, or something was looked for.
        """
        brought = by_codes(by, given)
        near = [] if words else grouped_with(by, brought)
        newest = list(feed(by, system=system, text=words))
        if not words:
            newest = sorted((one for one in newest if one.kind != Strand.Kind.TERM), key=_likely)
        return list(dict.fromkeys([*brought, *near, *newest]))

    @property
    def at_once(self) -> int:
        """How many of what is offered are shown at once: all that was brought, and in any case the first few."""
        return max(AT_ONCE, len(self.charts) + sum(strand.code in self.given for strand in self.offered))

    def clean_due_on(self) -> Any:
        """No day that is past, and none that nobody here will see."""
        return _a_day(self.cleaned_data["due_on"], not_done_by, self.today)

    def clean_review_on(self) -> Any:
        """Not before the day of the decision."""
        return _a_day(self.cleaned_data["review_on"], not_looked_at_on, self.today)

    def clean(self) -> dict[str, Any]:
        """A measure goes with a place that has numbers of it, so that there is a chart to look at again."""
        said = super().clean()
        measure, place = said.get("measure"), said.get("measured_at") or said.get("place")
        said["judged_by"] = []
        if measure and place:
            found = charts_named(self.system, [f"chart/{measure.slug}/{place.code}"], by=self.by)
            said["judged_by"] = list(found.values())
        if measure and not said["judged_by"] and not self.errors.keys() & {"place", "measured_at"}:
            none = f"{place.name} has no numbers of {measure.name}. Choose a place that has" if place else ""
            self.add_error("measured_at", none or f"Choose the place whose numbers of {measure.name} we look at")
        if said.get("measured_at") and not measure and "measure" not in self.errors:
            self.add_error("measure", "Choose the measure too, or take the place below out again")
        return said

    def decided(self, by: Any) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"measure", "measured_at"}}
        charts = [series for name, series in self.charts.items() if name in said["decided_from"]]
        return {**said, "charts": charts, "decided_from": by_codes(by, said["decided_from"])}


def _a_day(day: Any, refused: Any, today: Any) -> Any:
    """The day, unless there is a reason why it cannot be that one."""
    if day and (why := refused(day, today=today)):
        raise forms.ValidationError(why)
    return day


def _named(strand: Any) -> str:
    """A strand as it can be ticked: of a response, also what it answers."""
    to = f" to “{strand.to}”" if getattr(strand, "to", "") else ""
    return f"{strand.get_kind_display()}{to}: {strand.title}"


class Reviewing(Prose):
    """One question: did it do what we expected? Where it is too early to say, when do we look again?"""

    verdict = forms.ChoiceField(
        label="Did it do what we expected?",
        choices=Review.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it did what you expected"},
    )
    seen = forms.CharField(
        label="What did we see?", max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you saw, in a sentence"},
    )  # fmt: skip
    look_again_on = forms.DateField(
        label="If it is too early to say: when do we look again?",
        required=False,
        widget=A_DATE,
        help_text="From that day on it waits for whoever carries it. After any other answer it does not come back.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: Any, look_again_on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("look_again_on", look_again_on)

    def clean(self) -> dict[str, Any]:
        """A day to look again goes with "too early to say", and with nothing else."""
        said = super().clean()
        if said.get("verdict") != Review.Verdict.TOO_EARLY:
            self.errors.pop("look_again_on", None)
            return {**said, "look_again_on": None}
        if "look_again_on" in said and (why := not_looked_at_again_on(said["look_again_on"], today=self.today)):
            self.add_error("look_again_on", why)
        return said
