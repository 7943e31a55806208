"""Words that people write are looked through for patients before they are kept; why some may stay is written down.

It stands on the lowest shelf because every app has such forms, and because what it leaves behind is in the trail.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise

from knotwork.learning.audit import actions as audit
from knotwork.learning.audit.codes import mark_of_words
from knotwork.science.privacy import Found, find_identifiers, taken_out

# Why words that look like a patient's are none. Chosen, not typed: what is in the trail can never be taken out of it.
REASONS = {
    "thing": "It is the number of a thing, such as an order, a policy or a device",
    "service": "It is how to reach a service, or staff at their work",
    "event": "It is the date of an event, not of a birth",
    "mine": "It is my own, and I want it to be here",
    "invented": "It is invented, for an example or for training",
}
# What a form says where a field has no words of its own, by the library's name of what is wrong. No field shows the
# library's own words: they say neither which field it is nor what to do.
PLAIN = {
    "required": "Fill in “{label}”",
    "invalid": "This cannot be read. Write it another way",
    "invalid_choice": "Choose one of those that are offered here",
    "invalid_list": "Choose among those that are offered here",
    "invalid_pk_value": "Choose among those that are offered here",
    "max_length": "This is too long by {over} characters. Make it shorter",
    "min_length": "This is too short. At least {limit_value} characters are needed",
    "max_value": "Choose {limit_value} or less",
    "min_value": "Choose {limit_value} or more",
    "null_characters_not_allowed": "A character in it cannot be kept. Write it once more",
    "missing": "Choose a file",
    "empty": "The file is empty. Choose another",
    "contradiction": "Choose a file, or take the old one out, but not both",
}
INVALID = {
    forms.DateField: "Write a day with its month and year, such as 31/12/2026",
    forms.IntegerField: "Write a whole number, such as 5",
    forms.EmailField: "Write a whole e-mail address, such as ada@example.org",
    forms.UUIDField: "This page cannot be sent any more. Open it anew, and copy what you wrote",
    forms.FileField: "The file did not arrive. Choose it once more",
}
SAID, TAKE_OUT = "not-a-patient", "take_out"
AROUND = 32


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding as it is shown beside its field, with the words before and after it."""

    kind: str
    before: str
    words: str
    after: str
    why: str
    reason_name: str
    reason: str
    take_out: str

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The reasons that can be chosen."""
        return list(REASONS.items())


class Asking(forms.Form):
    """A form that says what to do where it takes something not: in its fields' own words, or else in `PLAIN`."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep what is wrong with a field, never in the library's words."""
        if field and isinstance(error, forms.ValidationError):
            error = [_plain(one, self[field]) for one in error.error_list]
        super().add_error(field, error)


def _plain(error: forms.ValidationError, box: forms.BoundField) -> forms.ValidationError:
    """An error in plain words, where its words are the library's: those are translated only when they are shown."""
    if error.code not in PLAIN or not isinstance(error.message, Promise):
        return error
    words = PLAIN[error.code]
    if error.code == "invalid":
        words = next((said for kind, said in INVALID.items() if isinstance(box.field, kind)), words)
    given = error.params or {}
    over = 0
    if error.code == "max_length":  # of a text, or of the name of a file
        over = int(given.get("show_value", given.get("length", 0))) - int(given.get("limit_value", given.get("max", 0)))
    for name, value in {**given, "label": box.label, "over": over}.items():
        words = words.replace(f"{{{name}}}", str(value))
    return forms.ValidationError(words, code=error.code)


class Prose(Asking):
    """A form in which people write. Every visible field for plain text is looked through; `not_prose` names exceptions.

    A finding holds the form back until it is taken out, or until somebody says why it is no patient's. `keep` does what
    the form asks and writes those reasons into the trail, in one transaction.
    """

    not_prose: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.explained: list[dict[str, str]] = []
        self.took_out = False
        for name in self.prose:
            self.fields[name].widget.attrs["data-prose"] = json.dumps(REASONS)
        if self.is_bound and TAKE_OUT in self.data:
            self._take_out(str(self.data[TAKE_OUT]))

    @property
    def prose(self) -> list[str]:
        """The names of the fields in which people write."""
        return [
            name
            for name, field in self.fields.items()
            if type(field) is forms.CharField and not field.widget.is_hidden and name not in self.not_prose
            and not isinstance(field.widget, forms.PasswordInput)
        ]  # fmt: skip

    def is_valid(self) -> bool:
        """Whether all is as it should be, and was not just changed: what was taken out is shown before it is sent."""
        return super().is_valid() and not self.took_out

    def full_clean(self) -> None:
        """Look through what was written, once the fields themselves have nothing to say."""
        super().full_clean()
        self.explained = []
        for name in self.prose if self.is_bound else []:
            if text := self.cleaned_data.get(name):
                self._look_through(name, text)

    def keep(self, action: Callable[..., Any], *, by: Any, at: datetime, **said: Any) -> Any:
        """Do what the form asks, and in the same transaction write down why words that were asked about may stay.

        The trail gets the kind of finding, its field and the reason; never the words. Where the action was done
        anonymously, so is this.
        """
        with transaction.atomic():
            made = action(**said, by=by, at=at)
            hidden = getattr(made, "anonymous", False)
            key, kept = str(getattr(made, "code", made.pk)), getattr(made, "visibility", "") == "own"
            system = None if kept else getattr(made, "system_id", None)
            for one in self.explained:
                audit.record(
                    by=None if hidden else by, at=at, verb="say no patient", kind=made._meta.model_name, key=key,
                    system=system, after=one,
                )  # fmt: skip
        return made

    def _look_through(self, name: str, text: str) -> None:
        asked = [self._asked(name, text, found) for found in find_identifiers(text)]
        self.fields[name].patients = asked
        told = {(one.kind, one.reason) for one in asked if one.reason}
        self.explained += [{"kind": kind, "field": name, "reason": REASONS[reason]} for kind, reason in sorted(told)]
        if any(not one.reason for one in asked):
            self.add_error(name, "This could tell who a patient is. Take it out, or say why it is not a patient.")

    def _asked(self, name: str, text: str, found: Found) -> Asked:
        field, mark = self.add_prefix(name), mark_of_words(found.kind, found.words)
        said = f"{SAID}-{field}-{mark}"
        reason = str(self.data.get(said) or "")
        return Asked(
            kind=str(found.kind),
            before=_from_a_word(text[max(0, found.start - AROUND) : found.start], cut=found.start > AROUND),
            words=found.words,
            after=_to_a_word(text[found.end : found.end + AROUND], cut=found.end + AROUND < len(text)),
            why=found.why,
            reason_name=said,
            reason=reason if reason in REASONS else "",
            take_out=f"{field}:{mark}",
        )

    def _take_out(self, asked: str) -> None:
        """Put other words in the place of one finding, in what was typed."""
        field, _colon, mark = asked.rpartition(":")
        for name in [name for name in self.prose if self.add_prefix(name) == field]:
            text = str(self.data.get(field) or "")
            found = [one for one in find_identifiers(text) if mark_of_words(one.kind, one.words) == mark]
            data = self.data.copy()
            data[field] = taken_out(text, found)
            self.data, self.took_out = data, True
            self.fields[name].took_out = True


def _from_a_word(text: str, *, cut: bool) -> str:
    return f"…{text.partition(' ')[2] or text}" if cut else text


def _to_a_word(text: str, *, cut: bool) -> str:
    return f"{text.rpartition(' ')[0] or text}…" if cut else text
