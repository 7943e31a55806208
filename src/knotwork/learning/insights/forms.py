"""The form for telling an insight, with its context filled in already."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from knotwork.access.verbs import Verb
from knotwork.learning.files.forms import WithPhotograph
from knotwork.learning.insights.codes import PROMPTS, STRENGTHS
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures.models import Measure
from knotwork.learning.measures.queries import series_of
from knotwork.learning.measures.series import Series
from knotwork.learning.people.queries import audience
from knotwork.learning.places.forms import PlaceChoice
from knotwork.learning.places.models import Place
from knotwork.learning.strands.forms import NOT_WITHOUT_NAME
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import by_codes
from knotwork.learning.systems.queries import seen_by, where_allowed

JOINS = [
    ("prompted by", "It tells more about this"),
    ("supports", "Seen here too"),
    ("contradicts", "Not here"),
    ("adapted from", "We took the idea and changed it"),
    ("answers", "It answers this"),
]
BOXES = ("learned", "needed_by", "expected", "why", "next", "reference", "strength", "about")
MORE = ("expected", "why", "next", "reference", "strength", "about")
LEVELS = ["system", "team", "network", "public"]


class Telling(WithPhotograph):
    """What happened comes first; everything else can be left as it is."""

    happened = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
        error_messages={"required": "Say what happened, in a sentence or two"},
    )
    learned = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    expected = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    why = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    next = forms.CharField(required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
    reference = forms.CharField(required=False, max_length=500)
    strength = forms.ChoiceField(
        required=False, choices=[("", "I cannot say"), *((one, one) for one in STRENGTHS)], widget=forms.RadioSelect
    )
    about = forms.CharField(required=False, max_length=500)
    needed_by = forms.CharField(required=False, max_length=500)
    voice = forms.ChoiceField(
        label="Whose voice is this?",
        required=False,
        choices=[("", "I would rather not say"), *Insight.Voice.choices],
        help_text="So that the network notices whom it seldom hears.",
    )
    shows = forms.CharField(
        label="What does the photograph show?",
        required=False,
        max_length=500,
        help_text="In a sentence, if you add one. Whoever cannot see it hears this instead.",
    )
    also = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=Insight.Sort.choices, widget=forms.HiddenInput, required=False)
    system = forms.ModelChoiceField(
        None, label="Learning system", to_field_name="slug", empty_label=None,
        error_messages={"required": "Choose a learning system"},
    )  # fmt: skip
    place = PlaceChoice(label="Place", required=False, empty_label="No one place in particular")
    measure = forms.SlugField(required=False, widget=forms.HiddenInput)
    period = forms.DateField(required=False, widget=forms.HiddenInput)
    signal = forms.BooleanField(required=False, widget=forms.HiddenInput)
    came_of = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    how = forms.ChoiceField(label="How does it join?", required=False, choices=JOINS, widget=forms.RadioSelect)
    visibility = forms.ChoiceField(
        label="Who may see this?", initial="system", widget=forms.RadioSelect,
        error_messages={"required": "Choose who may see this"},
    )  # fmt: skip
    anonymous = forms.BooleanField(label="Tell it without my name", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.initial.setdefault("token", uuid4())
        self.fields["system"].queryset = seen_by(by)
        self.system = self._first("system", seen_by(by)) or seen_by(by).first()
        allowed = where_allowed(by, Verb.TELL, self.system) if self.system else []
        self.fields["place"].queryset = Place.objects.filter(pk__in=[place.pk for place in allowed])
        if len(allowed) == 1:
            self.initial.setdefault("place", allowed[0].code)
        self.measure = self._first("measure", Measure.objects.filter(system=self.system)) if self.system else None
        self.origin = next(iter(by_codes(by, [self._value("came_of")])), None) if self._value("came_of") else None
        if self.origin:
            self.initial.setdefault("how", "prompted by")
        self._ask()
        self.reach = audience(self.system, self._place_named()) if self.system else None
        self.fields["visibility"].choices = self.audiences

    def _ask(self) -> None:
        """Put the questions that this sort of insight asks to the boxes.

        Beside them stand boxes in which something was written before another sort was chosen: `also` names them.
        """
        self.told_as = self._value("sort") if self._value("sort") in PROMPTS else Insight.Sort.STORY.value
        taken = set(PROMPTS[self.told_as]) | (set(self._value("also").split()) if self.is_bound else set(BOXES))
        for name in set(BOXES) - taken:
            del self.fields[name]
        if not self.is_bound:
            named = self._value("also").split()  # the boxes that a draft in the browser fills
            shown = [name for name in BOXES if self._value(name) or name in named]
            unasked = [name for name in shown if name not in PROMPTS[self.told_as]]
            self.initial["also"] = " ".join(unasked)
        for name, prompt in PROMPTS[self.told_as].items():
            self.fields[name].label, self.fields[name].help_text = prompt.asks, prompt.help

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Every sort of insight, in words, and whether it is the one that is being told."""
        return [(sort, label, sort == self.told_as) for sort, label in Insight.Sort.choices]

    @property
    def prompts(self) -> list[forms.BoundField]:
        """What this sort asks beside what happened, and what was written before another sort was chosen."""
        asked = list(PROMPTS[self.told_as])[1:]
        also = [name for name in self._value("also").split() if name in self.fields and name in BOXES]
        return [self[name] for name in dict.fromkeys([*asked, *also])]

    def _value(self, name: str) -> str:
        return str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")

    def _first(self, name: str, among: Any) -> Any:
        return among.filter(slug=self._value(name)).first()

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is missing for the choice of who sees this."""
        cleaned = super().clean()
        if cleaned.get("visibility") == Strand.Visibility.TEAM and not cleaned.get("place"):
            self.add_error("place", "Choose a place, so that it is clear which team sees this")
        if cleaned.get("anonymous") and cleaned.get("visibility") != Strand.Visibility.SYSTEM:
            self.add_error("visibility", NOT_WITHOUT_NAME)
        if cleaned.get("photograph") and not cleaned.get("shows"):
            self.add_error("shows", "Say what the photograph shows, for those who cannot see it")
        if cleaned.get("shows") and not cleaned.get("photograph") and "photograph" not in self.errors:
            self.add_error("photograph", "Choose the photograph that you describe, or take the words away")
        if self._shown_to_others_than_said(cleaned.get("visibility")):
            self.add_error("visibility", "Others will see this than the page said before. Look once more, then send it")
        return cleaned

    def _shown_to_others_than_said(self, level: str | None) -> bool:
        """Whether the learning system or the team was changed after the page said who will see this."""
        system, _slash, place = str(self.data.get("shown_for") or self.shown_for).partition("/")
        now_system, _slash, now_place = self.shown_for.partition("/")
        moved = {"system": system != now_system, "team": (system, place) != (now_system, now_place)}
        return moved.get(level, False)

    @property
    def shown_for(self) -> str:
        """For which learning system and place the page says who will see it."""
        place = self._place_named()
        return f"{self.system.slug if self.system else ''}/{place.code if place else ''}"

    @property
    def audiences(self) -> list[tuple[str, str]]:
        """Each choice of who sees this, in words with how many people that is."""
        place = self._place_named()
        return [(level, self.reach.sentence(level, self.system, place)) for level in LEVELS] if self.system else []

    @property
    def chosen(self) -> str:
        """Who is to see it, as far as anybody has chosen."""
        return self._value("visibility") if self._value("visibility") in LEVELS else Strand.Visibility.SYSTEM

    def anew(self) -> "Telling":
        """The same words as a form that nobody sent yet."""
        data = self.data.copy()
        data[self.add_prefix("token")] = uuid4()
        return Telling(data, by=self.by)

    def told(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = dict(self.cleaned_data)
        how, _came_of = said.pop("how") or Link.Relation.PROMPTED_BY, said.pop("came_of")
        came_of = [(self.origin, how)] if self.origin else []
        said["sort"] = self.told_as
        del said["also"]
        more = {name: said.pop(name, "") for name in BOXES}
        return {**said, "more": more, "measure": self.measure, "signal": self._signal(said), "came_of": came_of}

    def _signal(self, said: dict[str, Any]) -> Series | None:
        """The chart that was being looked at, if it is a signal in it that is told of."""
        if not (said["signal"] and self.measure and said["place"]):
            return None
        return next(iter(series_of(self.measure, [said["place"].code], by=self.by)), None)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What the telling is about, each with the name by which it is taken away."""
        place, period = self._place_named(), self._value("period")[:10]
        since = f" since {date.fromisoformat(period):%B %Y}" if self.measure and period else ""
        found = [
            ("place", place.name if place else ""),
            ("measure", f"{self.measure.name}{since}" if self.measure else ""),
            ("came_of", f"“{self.origin.title}”" if self.origin else ""),
        ]
        return [(name, words) for name, words in found if words]

    @property
    def more_given(self) -> bool:
        """Whether anything below the fold has been filled in, or is to be put right."""
        below = {*MORE, "learned", "needed_by", "place", "visibility", "voice", "photograph", "shows"}
        if below & set(self.errors) or self.told_as != Insight.Sort.STORY:
            return True
        return any(self._value(name) for name in (*MORE, "learned", "needed_by", "anonymous", "voice", "shows"))

    def _place_named(self) -> Any:
        return self.fields["place"].queryset.filter(code=self._value("place")).first()
