"""What to hear of."""

from typing import Any

from django import forms

from knotwork.learning.audit.forms import Asking


class Following(Asking):
    """Each thing that can be followed from a page, with a tick."""

    choices = forms.MultipleChoiceField(
        label="What would you like to hear of?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You read it in Today and in your digest. Nobody else sees what you follow.",
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choices"].choices = [(one.key, one.words) for one in offered]
