"""The sentence above what was found: which words, which kind, where, when, and what came of it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from knotwork.learning.audit.forms import Asking
from knotwork.learning.search.queries import Limits, attributes_of_places
from knotwork.learning.strands.models import Strand
from knotwork.learning.systems.queries import seen_by

YEARS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
A_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OUTCOMES = [
    ("", "whatever came of it"),
    ("decided", "that came to a decision"),
    ("nothing", "that nothing came of yet"),
]


class Looking(Asking):
    """A search, as a sentence. A choice that is not offered is left out, and the form says so."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", required=False)
    told_by = forms.ChoiceField(label="Told by", required=False, choices=[("", "anybody"), ("me", "me")])
    system = forms.ModelChoiceField(
        None, label="Learning system", required=False, to_field_name="slug", empty_label="all my learning systems"
    )
    where = forms.ChoiceField(label="Places of one sort", required=False)
    outcome = forms.ChoiceField(label="What came of it", required=False, choices=OUTCOMES)
    since = forms.DateField(label="From this day", required=False, widget=A_DAY, validators=YEARS)
    until = forms.DateField(label="To this day", required=False, widget=A_DAY, validators=YEARS)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = seen_by(by)
        self.attributes = attributes_of_places(mine)
        self.fields["kind"].choices = [("", "everything"), *((k.value, f"{k.label.lower()}s") for k in Strand.Kind)]
        self.fields["system"].queryset = mine
        self.fields["where"].choices = [("", "all places"), *((name, name) for name in self.attributes)]

    def clean(self) -> dict[str, Any]:
        """A time that ends before it begins is turned round."""
        said = super().clean()
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            said["since"], said["until"] = said["until"], said["since"]
        return said

    def chosen(self) -> dict[str, Any]:
        """What to look for."""
        self.is_valid()
        said = self.cleaned_data
        limits = Limits(
            system=said.get("system"),
            kind=said.get("kind", ""),
            mine=said.get("told_by") == "me",
            where=self.attributes.get(said.get("where", "")),
            since=said.get("since"),
            until=said.get("until"),
            outcome=said.get("outcome", ""),
        )
        return {"text": said.get("q", ""), "limits": limits}
