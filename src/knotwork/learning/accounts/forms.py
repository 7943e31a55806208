"""The sign-in form."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms


class SigningIn(LoginForm):
    """E-mail and password. The address counts the same in capitals and in small letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.fields["password"].label = "Password"
