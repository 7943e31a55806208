"""Which days a pack is about."""

from datetime import date, timedelta
from typing import Any

from django import forms

from knotwork.learning.audit.forms import Asking

USUAL, MOST = timedelta(days=91), timedelta(days=3 * 366)
A_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Days(Asking):
    """From when to when: a quarter until today, where nobody chooses otherwise."""

    since = forms.DateField(label="From", widget=A_DATE, error_messages={"required": "Choose the first day"})
    until = forms.DateField(label="To", widget=A_DATE, error_messages={"required": "Choose the last day"})

    def __init__(self, given: Any, *, today: date, **kwargs: Any) -> None:
        usual = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
        super().__init__({name: given.get(name) or day for name, day in usual.items()}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last, and they are not too far apart to be one pack."""
        said = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("since", "The first day comes after the last. Choose an earlier one")
        elif since and until and until - since > MOST:
            self.add_error("since", "A pack is about three years at most. Choose a later first day")
        return said
