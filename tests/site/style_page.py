"""A page with every component in every state, for tests and for looking at."""

from pathlib import Path

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.urls import path
from django.utils.safestring import SafeString
from django_cotton.compiler_regex import CottonCompiler

NAMES = ["today", "systems", "measures", "learning", "people", "tell", "help", "sign-out", "account"]
urlpatterns = [path(f"{name}/", lambda request: None, name=name) for name in NAMES]
HERE = Path(__file__).resolve().parent


class Note(forms.Form):
    """A small form, as it stands in a dialog."""

    words = forms.CharField(label="What happened then?", widget=forms.Textarea(attrs={"rows": 2}))
    on = forms.DateField(label="When", required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Everything(forms.Form):
    """One field of each look."""

    happened = forms.CharField(label="What happened?", widget=forms.Textarea, error_messages={"required": "Say it"})
    who = forms.CharField(label="Who might need it?", required=False, help_text="A ward, a role, a team like yours.")
    place = forms.ChoiceField(label="Place", choices=[("4", "Ward 4"), ("9", "Ward 9")])
    seen_by = forms.ChoiceField(
        label="Who may see this?", choices=[("s", "System"), ("n", "All")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Which kinds?",
        required=False,
        help_text="As many as fit.",
        choices=[("a", "Idea"), ("b", "Warning")],
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label="No patient can be told from this")
    file = forms.FileField(label="File", required=False, help_text="CSV or XLSX")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        """Something that belongs to no one field."""
        raise forms.ValidationError("This was sent already")


class Filters(forms.Form):
    """The choices inside a sentence."""

    which = forms.ChoiceField(label="Which places", choices=[("", "all places"), ("c", "places that changed")])
    since = forms.ChoiceField(label="Since when", choices=[("6", "the last 6 months")])
    under = forms.ChoiceField(label="Under", choices=[("", "all boards")])


class Someone:
    """A person who has signed in."""

    name = "Ailsa Grant"
    is_authenticated = True


def strands():
    """One line for each kind."""
    kinds = ["signal", "insight", "annotation", "review", "finding", "action"]
    title = 'What came of your story "The 2 pm round" <in> three wards & one home'
    return [{"kind": kind, "word": kind.title(), "title": title, "why": "you follow falls"} for kind in kinds]


def page_context(picture=""):
    """All that the page needs; `picture` is markup of a chart."""
    request = RequestFactory().get("/measures/", {"page": "2", "q": "desk"})
    request.user = Someone()
    wrong = Everything({"who": "<b>", "seen_by": "?"})
    said = [Message(constants.SUCCESS, "Thank you. It is told."), Message(constants.ERROR, "The file is not a table.")]
    return request, {
        "frame": {"section": "measures"},
        "demonstration": True,
        "messages": said,
        "filters": Filters(),
        "wrong": wrong,
        "note": Note(prefix="note"),
        "strands": strands(),
        "page": Paginator(range(70), 10).page(2),
        "picture": SafeString(picture),
    }


def render(source, context=None, request=None):
    """A template's text as a page."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context or {}, request)


def style_page(picture=""):
    """The whole page."""
    request, context = page_context(picture)
    return render((HERE / "style_page.html").read_text(), context, request)
