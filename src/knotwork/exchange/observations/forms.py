"""The forms of an import: the file, and which column is which."""

from typing import Any

from django import forms
from django.conf import settings

from knotwork.exchange.observations.queries import measures_in
from knotwork.exchange.tabular.mapping import Suggestion
from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.measures.models import Measure


class Choosing(Asking):
    """Which file."""

    file = forms.FileField(
        label="Which file?", help_text="CSV or XLSX, with one row a place and period.",
        error_messages={"required": "Choose the file that has the numbers"},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file that is not too large to take in."""
        file = self.cleaned_data["file"]
        if file.size > settings.LARGEST_UPLOAD:
            limit = settings.LARGEST_UPLOAD // 1_000_000
            raise forms.ValidationError(
                f"The file is larger than {limit} MB. Bring it in from the command line instead."
            )
        return file


class Matching(Prose):
    """Which column is which, filled in as far as the file tells."""

    sheet = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.ModelChoiceField(
        None, label="Into which measure?", required=False, to_field_name="slug", empty_label="A new measure"
    )
    name = forms.CharField(label="Name of the new measure", required=False, max_length=120)
    definition = forms.CharField(
        label="What exactly is counted?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    chart = forms.ChoiceField(label="Its chart", choices=Measure.Chart.choices, required=False)
    direction = forms.ChoiceField(label="Which way is better?", choices=Measure.Direction.choices, required=False)
    unit = forms.CharField(label="Unit", required=False, max_length=40, help_text="% or “per 1,000 bed days”")
    suppress_below = forms.IntegerField(
        label="Counts under which number are shown only where they belong?",
        help_text="Such as 5, where so few people could be told. Empty: every number is shown.",
        min_value=2,
        max_value=100,
        required=False,
    )
    place = forms.ChoiceField(
        label="Which column names the place?", error_messages={"required": "Choose the column that names the place"}
    )
    period = forms.ChoiceField(
        label="Which column is the date or period?",
        error_messages={"required": "Choose the column that is the date or period"},
    )
    numerator = forms.ChoiceField(
        label="Which column is counted?", error_messages={"required": "Choose the column that is counted"}
    )
    denominator = forms.ChoiceField(label="Out of which column?", required=False)
    where_column = forms.ChoiceField(label="Use only rows where this column", required=False)
    where_value = forms.CharField(label="has this value", required=False, max_length=200)
    month_first = forms.BooleanField(
        label="Dates have the month first: 03/04/2026 is the fourth of March", required=False
    )
    sum = forms.BooleanField(label="Add up several rows for one place and period", required=False)

    def __init__(self, *args: Any, upload: Any, columns: list[str], guess: Suggestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = measures_in(upload.system)
        named = [(column, column) for column in columns]
        for field in ("place", "period", "numerator"):
            self.fields[field].choices = [("", "Choose a column"), *named]
        for field in ("denominator", "where_column"):
            self.fields[field].choices = [("", "None"), *named]
        for field in ("place", "period", "numerator", "denominator"):
            self.initial.setdefault(field, getattr(guess, field))
        self.initial.setdefault("month_first", not guess.day_first)
        self.initial.setdefault("chart", "pp" if self.initial.get("denominator") else "i")
        self.initial.setdefault("unit", "%" if self.initial.get("denominator") else "")

    def clean(self) -> dict[str, Any]:
        """Say beside the field what does not go together."""
        said = super().clean()
        if not said.get("measure"):
            self._check_new(said)
        if said.get("where_column") and not said.get("where_value"):
            self.add_error("where_value", "Say which value, such as 1")
        needed = (
            said["measure"].needs_denominator if said.get("measure") else said.get("chart") in {"p", "pp", "u", "up"}
        )
        if needed and not said.get("denominator"):
            self.add_error("denominator", "This chart needs a column to divide by")
        return said

    def _check_new(self, said: dict[str, Any]) -> None:
        name = (said.get("name") or "").strip()
        if not name:
            self.add_error("name", "Give the new measure a name, or choose one that is there")
        elif self.fields["measure"].queryset.filter(name__iexact=name).exists():
            self.add_error("name", "There is a measure of this name already: choose it above")

    def matched(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        where = [[said["where_column"], said["where_value"]]] if said["where_column"] else []
        columns = {field: said[field] or None for field in ("place", "period", "numerator", "denominator")}
        return {
            "measure": said["measure"],
            "new_measure": {} if said["measure"] else self._definition(),
            "mapping": {
                **columns,
                "where": where,
                "sum": said["sum"],
                "day_first": not said["month_first"],
                "sheet": said["sheet"],
            },
        }

    def _definition(self) -> dict[str, Any]:
        said = self.cleaned_data
        multiply = 100 if said["unit"] == "%" else 1000 if "1,000" in said["unit"] else 1
        words = {"numerator": said["numerator"], "denominator": said["denominator"]}
        kept = {field: said[field] for field in ("definition", "chart", "direction", "unit", "suppress_below")}
        return {"name": said["name"].strip(), "multiply": multiply, **words, **kept}
