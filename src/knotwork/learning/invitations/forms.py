"""Inviting, answering an invitation, asking to join and answering that."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from knotwork.learning.audit.forms import Asking, Prose
from knotwork.learning.people.forms import ChoosingRole
from knotwork.learning.people.models import Person


def _wanted(words: str) -> dict[str, str]:
    """What is said where nothing was typed or chosen."""
    return {"required": words}


class Inviting(ChoosingRole):
    """Whom to invite, to what, and where."""

    email = forms.EmailField(
        label="Their e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages=_wanted("Type the e-mail address of whom you invite."),
    )
    field_order = ["email", "where", "role"]

    def clean_email(self) -> str:
        """The address in small letters, as accounts have it."""
        email = self.cleaned_data["email"].lower()
        if email == self.by.email:
            raise forms.ValidationError("This is your own address. Somebody else gives you a role.")
        return email


class NewAccount(Asking):
    """What somebody who is new says of themselves."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=_wanted("Type your name, as your colleagues know you."),
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=_wanted("Choose a password."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Whether the password is as good as the network asks."""
        said = super().clean()
        if said.get("password"):
            try:
                validate_password(said["password"], Person(email=self.email, name=said.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return said


class AskingToJoin(Prose):
    """A line that says why."""

    why = forms.CharField(
        label="Why would you like to join?", max_length=300, error_messages=_wanted("Write a line that says why.")
    )


class Declining(Prose):
    """A line that goes with a no."""

    words = forms.CharField(
        label="What should they know?", max_length=300, error_messages=_wanted("Write a line that they can read.")
    )
