"""When to be written to."""

from django import forms

from knotwork.learning.audit.forms import Asking
from knotwork.learning.news.models import Rhythm

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class Choosing(Asking):
    """How often, on which day, at which hour."""

    often = forms.ChoiceField(
        label="How often shall we write to you?", choices=Rhythm.Often.choices, widget=forms.RadioSelect,
        help_text="Nothing is sent when nothing is new.",
        error_messages={"required": "Choose how often"},
    )  # fmt: skip
    day = forms.TypedChoiceField(
        label="If once a week, on which day?", choices=Rhythm.Day.choices, coerce=int,
        error_messages={"required": "Choose a day"},
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label="At which hour?", choices=HOURS, coerce=int, error_messages={"required": "Choose an hour"}
    )
