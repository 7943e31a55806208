"""The form for a photograph or a file."""

from typing import Any
from uuid import uuid4

from django import forms

from knotwork.learning.audit.forms import Prose
from knotwork.learning.files.codes import LARGEST_PHOTOGRAPH, PHOTOGRAPH, CannotTake, Prepared, endings, prepared


class Adding(Prose):
    """Which file, and what it shows. What is sent is looked into here, so that what is wrong stands beside it."""

    file = forms.FileField(
        label="Which photograph or file?",
        help_text="A photograph up to 20 MB; or a PDF, document, spreadsheet or slides up to 10 MB.",
        error_messages={"required": "Choose a photograph or a file", "empty": "The file is empty. Choose another."},
        widget=forms.FileInput(attrs={"accept": ",".join(endings()), "data-photograph": LARGEST_PHOTOGRAPH}),
    )
    words = forms.CharField(
        label="What does it show?",
        help_text="In a sentence. Whoever cannot see it hears this instead.",
        max_length=500,
        error_messages={"required": "Say what it shows, for those who cannot see it"},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())

    def clean_file(self) -> Prepared:
        """The file as it is kept."""
        try:
            return prepared(self.cleaned_data["file"].read())
        except CannotTake as refused:
            raise forms.ValidationError(str(refused)) from refused

    def full_clean(self) -> None:
        """Where the words are not right, the file has to be chosen once more: no page can keep it."""
        super().full_clean()
        if self.is_bound and (self.took_out or "words" in self.errors) and "file" not in self.errors:
            self.add_error("file", "Choose it once more: a page cannot keep a file for you")


class WithPhotograph(Prose):
    """A form to which a photograph can be put. It is looked into here, so that what is wrong stands beside it."""

    photograph = forms.FileField(
        label="A photograph",
        required=False,
        help_text="No faces, names, wristbands or screens. Where it was taken, and with what, is removed.",
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-photograph": LARGEST_PHOTOGRAPH}
        ),
    )

    def clean_photograph(self) -> Prepared | None:
        """The photograph as it is kept."""
        sent = self.cleaned_data["photograph"]
        try:
            made = prepared(sent.read()) if sent else None
        except CannotTake as refused:
            raise forms.ValidationError(str(refused)) from refused
        if made and made.sort != PHOTOGRAPH:
            raise forms.ValidationError("Only photographs can be sent here: JPEG, PNG or WebP.")
        return made

    def full_clean(self) -> None:
        """Where something else is not right, the photograph has to be chosen once more: no page can keep it."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("photograph") and (self.took_out or self.errors):
            self.add_error("photograph", "Choose it once more: a page cannot keep a photograph for you")
