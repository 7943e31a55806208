"""Looking for what was learned."""

from typing import Any

from django import forms

from knotwork.learning.strands.models import Strand
from knotwork.learning.systems.queries import seen_by


class Looking(forms.Form):
    """The sentence above the Learning page: which words, which kind, which learning system."""

    q = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", required=False)
    system = forms.ModelChoiceField(
        None, label="Learning system", required=False, to_field_name="slug", empty_label="all my learning systems"
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "everything"), *((k.value, f"{k.label.lower()}s") for k in Strand.Kind)]
        self.fields["system"].queryset = seen_by(by)

    def chosen(self) -> dict[str, Any]:
        """What to look for; a choice that is not offered is left out, and the form says so."""
        self.is_valid()
        found = self.cleaned_data
        return {"system": found.get("system"), "kind": found.get("kind", ""), "text": found.get("q", "")}
