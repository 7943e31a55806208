"""No form refuses anything in the library's words: each says what to do, and the summary leads to the field."""

import importlib
import pkgutil
import re
from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse
from django.utils.functional import Promise

import knotwork
from knotwork.learning.audit.forms import PLAIN, Asking
from knotwork.learning.strands.forms import editing
from knotwork.learning.strands.models import Strand

for module in pkgutil.walk_packages(knotwork.__path__, "knotwork."):
    if module.name.endswith(".forms"):
        importlib.import_module(module.name)


def below(form: type) -> set[type]:
    return {form}.union(*(below(one) for one in form.__subclasses__()))


OURS = sorted((one for one in below(forms.BaseForm) if one.__module__.startswith("knotwork.")), key=str)
# What the library writes: its sentences without the numbers and names in them.
STOCK = re.compile(
    r"field is required|valid choice|Enter a |Ensure this|not one of the available|No file was|submitted file|"
    r"Null characters|value must be|Not a valid"
)


def own(form: type, name: str) -> bool:
    """Whether a field has its own words for having been left empty."""
    said = form.base_fields[name].error_messages["required"]
    return isinstance(said, str) and not isinstance(said, Promise)


def test_there_are_forms_to_look_at() -> None:
    assert len(OURS) > 30


@pytest.mark.parametrize("form", OURS, ids=lambda form: f"{form.__module__.split('.')[-2]}.{form.__name__}")
def test_every_form_says_what_to_do_where_a_field_was_left_empty(form) -> None:
    assert issubclass(form, Asking)
    lent = {"login", "password", "code"}  # of forms that come from a library: “Fill in” with their label has to do
    needed = {name for name, field in form.base_fields.items() if field.required} - lent
    assert sorted(name for name in needed if not own(form, name)) == []


@pytest.mark.parametrize("form", OURS, ids=lambda form: f"{form.__module__.split('.')[-2]}.{form.__name__}")
def test_for_whatever_else_can_be_wrong_with_a_field_there_are_plain_words(form) -> None:
    codes = set()
    for field in form.base_fields.values():
        stock = {code for code, words in field.error_messages.items() if isinstance(words, Promise)}
        checks = {one.code for one in field.validators if isinstance(getattr(one, "message", None), Promise)}
        codes |= stock | checks
    assert codes <= set(PLAIN)


class Everything(Asking):
    """A field of each sort that a page has, with every limit."""

    words = forms.CharField(label="What is it?", max_length=5)
    long = forms.CharField(min_length=3)
    choice = forms.ChoiceField(choices=[("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    coerced = forms.TypedChoiceField(choices=[(1, "One")], coerce=int)
    day = forms.DateField()
    number = forms.IntegerField(min_value=2)
    count = forms.IntegerField(max_value=9)
    mail = forms.EmailField()
    name = forms.SlugField()
    token = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField()
    tick = forms.BooleanField()


WRONG = {
    "words": "sixteen letters.", "long": "a", "choice": "z", "several": ["z"], "coerced": "7", "day": "soon",
    "number": "1", "count": "10", "mail": "me", "name": "a b", "token": "x",
}  # fmt: skip


@pytest.mark.parametrize("data", [{}, WRONG, {"words": "\x00", "number": "many", "day": "31/02/2026"}])
def test_none_of_the_librarys_words_is_left(data) -> None:
    form = Everything(data)
    said = [error for errors in form.errors.values() for error in errors]
    assert len(said) >= 13
    assert [one for one in said if STOCK.search(one)] == []
    assert [one for one in said if "{" in one or "%" in one] == []


def test_it_says_by_how_much_something_is_too_long() -> None:
    assert Everything(WRONG).errors["words"] == ["This is too long by 11 characters. Make it shorter"]


def test_what_has_no_words_of_its_own_says_which_field_it_is() -> None:
    assert Everything({}).errors["words"] == ["Fill in “What is it?”"]


@pytest.mark.django_db
class TestOnPages:
    @pytest.fixture
    def refused(self, world, client):
        client.force_login(world.governance_lead)

        def send(page, *args, **typed):
            return client.post(reverse(page, args=args), typed).content.decode()

        return send

    def test_deciding_says_each_thing_that_is_missing_and_leads_to_it(self, world, refused) -> None:
        page = refused("decide", world.system.slug, question="", token=uuid4())
        for field, words in [
            ("question", "Write the question that you decide"),
            ("choice", "Say what you chose, in a sentence"),
            ("reasons", "Say why you chose it"),
            ("owner", "Say who carries this"),
            ("review_on", "Choose a day to look again"),
        ]:
            assert f'<a href="#id_{field}">{words}</a>' in page
        assert not STOCK.search(page)

    def test_proposing_a_word_does_so_too(self, world, refused) -> None:
        page = refused("propose", world.system.slug, name="")
        assert '<a href="#id_name">Write the word that you propose</a>' in page
        assert not STOCK.search(page)

    def test_responding_does_so_too(self, world, client) -> None:
        insight = world.tell("The bell", by=world.improver_here, place=world.here)
        client.force_login(world.improver_there)
        page = client.post(reverse("respond", args=[insight.code]), {"why": ""}).content.decode()
        assert "Say whether it is so where you are" in page
        assert not STOCK.search(page)

    def test_the_words_of_a_strand_have_theirs(self, world) -> None:
        told = world.tell("The bell", by=world.improver_here, place=world.here)
        assert isinstance(told, Strand)
        form = editing(told)({"began_from": "x"})
        assert form.errors["happened"] == ["Leave something in “What happened”: it is asked of everybody"]
        assert form.errors["began_from"] == ["Write a whole number, such as 5"]
