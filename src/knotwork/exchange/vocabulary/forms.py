"""Which file has the terms."""

from typing import Any

from django import forms

from knotwork.exchange.tabular import UnreadableFile, open_table
from knotwork.exchange.vocabulary.queries import CannotTake, terms_in
from knotwork.learning.audit.forms import Asking

LARGEST = 2_000_000


class TakingTerms(Asking):
    """A file of terms that can be read, row by row."""

    file = forms.FileField(
        label="Which file?",
        help_text="CSV or XLSX with the columns “term”, “meaning” and, if you like, “other words” and “abbreviations”.",
        error_messages={"required": "Choose the file that has the terms"},
    )

    def clean_file(self) -> Any:
        """The terms in the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("The file is larger than 2 MB. Divide it.")
        try:
            self.rows = terms_in(open_table(file.read(), file.name))
        except UnreadableFile as refused:
            raise forms.ValidationError(str(refused)) from refused
        except CannotTake as refused:
            raise forms.ValidationError(refused.problems) from refused
        return file
