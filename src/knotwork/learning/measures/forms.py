"""The sentence above the grid of charts, and the form for a note."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.measures.models import Measure
from knotwork.learning.measures.series import Series

SIGNALS = [
    ("", "all places"),
    ("changed", "places that changed"),
    ("better", "places that improved"),
    ("worse", "places that got worse"),
    ("steady", "places with no evidence of change"),
]
MONTHS = [("", "at any time"), ("3", "in the last 3 months"), ("6", "in the last 6 months"), ("12", "in the last year")]
ORDERS = [("recent", "what changed most recently first"), ("name", "by name"), ("parent", "by where they belong")]
SCALES = [("own", "each on its own scale"), ("shared", "all on one scale")]


class Showing(Asking):
    """Which places to show, said as a sentence."""

    signal = forms.ChoiceField(label="Which places", choices=SIGNALS, required=False)
    months = forms.ChoiceField(label="When they changed", choices=MONTHS, required=False)
    parent = forms.ChoiceField(label="Under which parent place", required=False)
    name = forms.CharField(label="Name has in it", required=False, max_length=100)
    order = forms.ChoiceField(label="In which order", choices=ORDERS, required=False)
    scale = forms.ChoiceField(label="Which scale", choices=SCALES, required=False)

    def __init__(self, *args: Any, series: list[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        parents = {one.place.parent.code: one.place.parent.name for one in series if one.place.parent}
        named = sorted(parents.items(), key=lambda pair: pair[1])
        self.fields["parent"].choices = [("", "all parent places"), *named]

    def shown(self) -> list[Series]:
        """The series that the sentence asks for, in its order. A choice that is not offered is left out."""
        self.is_valid()
        found = [one for one in self.series if self._wanted(one)]
        return sorted(found, key=ORDER[self.cleaned_data.get("order") or "recent"])

    @property
    def by_parent(self) -> bool:
        """Whether the places are to stand under headings of where they belong."""
        return self.cleaned_data.get("order") == "parent"

    @property
    def one_scale(self) -> bool:
        """Whether all charts are to share one scale."""
        return self.cleaned_data.get("scale") == "shared"

    def _wanted(self, one: Series) -> bool:
        said = self.cleaned_data
        verdict = one.analysis.verdict
        signal, parent, name = said.get("signal"), said.get("parent"), said.get("name") or ""
        return (
            (not signal or verdict == signal or (signal == "changed" and verdict in {"better", "worse"}))
            and (not said.get("months") or _within(one, int(said["months"])))
            and (not parent or (one.place.parent is not None and one.place.parent.code == parent))
            and name.casefold() in one.place.name.casefold()
        )


def _within(one: Series, months: int) -> bool:
    """Whether the latest signal began in the last `months` months of the measure's own numbers."""
    newest = one.periods[-1]
    return one.since is not None and (newest.year - one.since.year) * 12 + newest.month - one.since.month < months


def _named(one: Series) -> list[tuple[int, str]]:
    """A name in the order that people expect: Ward 2 before Ward 11."""
    parts = re.split(r"(\d+)", one.place.name.casefold())
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]


def _recent(one: Series) -> tuple[int, list[tuple[int, str]]]:
    return (-(one.since or date.min).toordinal(), _named(one))


ORDER = {
    "recent": _recent,
    "name": _named,
    "parent": lambda one: (one.place.parent.name if one.place.parent else "", _named(one)),
}


class Noting(Prose):
    """A note on a chart: in which period, and what happened."""

    period = forms.ChoiceField(label="When?", error_messages={"required": "Choose when it happened"})
    text = forms.CharField(label="What happened?", max_length=120, help_text="A few words, such as “New call bells”.",
                           error_messages={"required": "Say what happened, in a few words"})  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
        pairs = zip(series.periods, series.labels, strict=True)
        self.fields["period"].choices = [(f"{period:%Y-%m-%d}", label) for period, label in reversed(list(pairs))]

    def clean_period(self) -> date:
        """The period as a date."""
        return date.fromisoformat(self.cleaned_data["period"])


class Phasing(Noting):
    """A new phase on a chart: from which period, and why."""

    prefix = "phase"

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, series=series, **kwargs)
        period, reason = self.fields["period"], self.fields["text"]
        period.label, period.choices = "From when?", period.choices[:-1]
        reason.error_messages["required"] = "Say why a new phase begins there"
        reason.label, reason.help_text = "Why?", "What is known to have changed, and why it should last."
        if series.proposal:
            self.initial["period"] = f"{series.periods[series.proposal.after]:%Y-%m-%d}"


class Suppressing(Asking):
    """Under which count numbers are shown only where they belong."""

    below = forms.IntegerField(
        label="Counts under which number are shown only where they belong?",
        help_text="Such as 5. Leave it empty to show every number to everybody in the learning system.",
        min_value=2,
        max_value=100,
        required=False,
        error_messages={"min_value": "Choose 2 or more, or leave it empty: under 2 there is no count to hide"},
    )
    denominators = forms.BooleanField(label="Hide a number also where what it is out of is under that", required=False)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"below": measure.suppress_below, "denominators": measure.suppress_denominator}


class Kind(Asking):
    """Which kind of chart to look at, when it is not the measure's own."""

    chart = forms.ChoiceField(label="Chart", choices=Measure.Chart.choices, required=False)

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = {Measure.Chart.RUN, Measure.Chart.XMR, series.measure.chart}
        self.fields["chart"].choices = [choice for choice in Measure.Chart.choices if choice[0] in fits]

    def chosen(self) -> str:
        """The kind asked for, or nothing where it was not offered."""
        return self.cleaned_data["chart"] if self.is_valid() else ""
