"""The forms of the board: what to do with what is chosen, and which theme a theme goes into."""

from typing import Any
from uuid import uuid4

from django import forms

from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.board.queries import every_theme, other_themes

PUT, NAME, OUT = "put", "name", "out"
NOTHING = "Choose what belongs together first: tick the boxes beside it"


class Sorting(Prose):
    """What is chosen on the board, and what to do with it. `system` and `by` limit the themes that are offered."""

    theme = forms.ModelChoiceField(
        None, label="Put into", required=False, to_field_name="code", empty_label="Choose a theme"
    )
    name = forms.CharField(label="Or name a new theme", required=False, max_length=120)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, by: Any, system: Any, sort: str = "", chosen: Any = (), themes: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())
        self.fields["theme"].queryset = every_theme(by, system)
        self.sort, self.chosen, self.themes = sort, chosen, themes

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing for what was asked."""
        said = super().clean()
        if not self.chosen:
            self.add_error(None, NOTHING)
        elif self.sort == OUT and not self.themes:
            self.add_error(None, "Choose in a theme what is to be taken out of it")
        if self.sort == PUT and not said.get("theme") and "theme" not in self.errors:
            self.add_error("theme", "Choose a theme, or name a new one")
        if self.sort == NAME and not (said.get("name") or "").strip() and "name" not in self.errors:
            self.add_error("name", "Give the theme a name, in a few words")
        return said


class Merging(Asking):
    """Which theme another goes into."""

    into = forms.ModelChoiceField(
        None,
        label="Which theme does it go into?",
        to_field_name="code",
        empty_label="Choose a theme",
        error_messages={"required": "Choose the theme that it goes into"},
    )

    def __init__(self, *args: Any, by: Any, theme: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = other_themes(by, theme)
