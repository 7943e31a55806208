"""The sign-in forms."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SigningIn(AuthenticationForm):
    """E-mail and password. The address counts the same in capitals and in small letters."""

    username = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    error_messages = {
        "invalid_login": "That e-mail address and password do not go together. Check both, and try again.",
        "inactive": "This account is closed.",
    }

    def clean_username(self) -> Any:
        """The address as it is kept."""
        return self.cleaned_data["username"].lower()
