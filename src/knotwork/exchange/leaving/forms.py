"""The question before leaving."""

from django import forms

from knotwork.learning.audit.forms import Asking

WORD = "forget me"


class Leaving(Asking):
    """Two words to type, so that nobody leaves by a slip of the finger."""

    word = forms.CharField(
        label="Type: forget me", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type the two words “forget me” if you want to leave."},
    )  # fmt: skip

    def clean_word(self) -> str:
        """The words, in whatever case."""
        word = " ".join(self.cleaned_data["word"].lower().split())
        if word != WORD:
            raise forms.ValidationError("These are not the two words. Type “forget me” if you want to leave.")
        return word
