"""What could tell who a patient is does not get into what people write, unless they say why it is none."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse
from django.utils.timezone import localdate

from knotwork.learning.audit.forms import REASONS, Prose
from knotwork.learning.audit.models import Event
from knotwork.learning.insights.models import Insight
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands.models import Strand
from tests.factories import later

NUMBER = "999 000 0018"
STORY = f"Mrs M's letter went astray. NHS number {NUMBER} was on the wrong form, and nobody saw it."


class Writing(Prose):
    """A form with fields of every sort."""

    not_prose = frozenset({"reference"})
    story = forms.CharField(widget=forms.Textarea)
    more = forms.CharField(required=False)
    reference = forms.CharField(required=False)
    email = forms.EmailField(required=False)
    secret = forms.CharField(required=False, widget=forms.PasswordInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    when = forms.DateField(required=False)


def asked(form: Prose, name: str = "story") -> list:
    form.is_valid()
    return form.fields[name].patients


def test_fields_in_which_people_write_are_looked_through_and_no_others():
    assert Writing().prose == ["story", "more"]


@pytest.mark.parametrize("name", ["reference", "secret", "kept"])
def test_what_is_no_prose_is_left_alone(name):
    assert Writing({"story": "Fine.", name: NUMBER}).is_valid()


def test_an_address_in_a_field_for_addresses_is_no_finding():
    assert Writing({"story": "Fine.", "email": "ada@example.org"}).is_valid()


@pytest.mark.parametrize("name", ["story", "more"])
def test_a_finding_holds_the_form_back_beside_its_field(name):
    form = Writing({"story": "Fine.", "more": "", name: STORY})
    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert "could tell who a patient is" in form.errors[name][0]
    assert form[name].value() == STORY


def test_the_finding_is_shown_with_the_words_around_it_and_why():
    (one,) = asked(Writing({"story": STORY}))
    assert (one.kind, one.words) == ("NHS number", NUMBER)
    assert one.before == "…letter went astray. NHS number "
    assert one.after == " was on the wrong form, and…"
    assert one.why.endswith(".")
    assert one.reasons == list(REASONS.items())


def test_at_the_ends_of_a_text_nothing_is_left_out_around_it():
    (one,) = asked(Writing({"story": f"On {NUMBER}."}))
    assert (one.before, one.after) == ("On ", ".")


def test_taking_it_out_changes_the_text_and_does_not_send_it_yet():
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, "take_out": one.take_out})
    assert not form.is_valid()
    assert form.errors == {}
    assert form["story"].value() == STORY.replace(NUMBER, "[NHS number taken out]")
    assert Writing({"story": form["story"].value()}).is_valid()


def test_taking_one_out_leaves_the_other():
    text = f"{NUMBER} and ada@example.org"
    first, second = asked(Writing({"story": text}))
    form = Writing({"story": text, "take_out": first.take_out})
    assert not form.is_valid()
    assert form["story"].value() == "[NHS number taken out] and ada@example.org"
    assert [one.words for one in form.fields["story"].patients] == ["ada@example.org"]
    assert second.take_out != first.take_out


@pytest.mark.parametrize("asks", ["", ":", "story", "story:", "story:00000000", "email:{mark}", "nowhere:{mark}"])
def test_what_was_not_found_cannot_be_taken_out(asks):
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, "take_out": asks.format(mark=one.take_out.rpartition(":")[2])})
    assert not form.is_valid()
    assert form["story"].value() == STORY


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_lets_it_pass_and_is_remembered_without_the_words(reason):
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, one.reason_name: reason})
    assert form.is_valid()
    assert form.explained == [{"kind": "NHS number", "field": "story", "reason": REASONS[reason]}]
    assert form.cleaned_data["story"] == STORY


@pytest.mark.parametrize("reason", ["", "because", "thing ", "999 000 0018"])
def test_no_reason_or_one_of_my_own_making_does_not(reason):
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, one.reason_name: reason})
    assert not form.is_valid()
    assert form.explained == []


def test_a_reason_for_one_number_is_none_for_another():
    (one,) = asked(Writing({"story": STORY}))
    other = STORY.replace(NUMBER, "999 000 0107")
    assert not Writing({"story": other, one.reason_name: "thing"}).is_valid()


def test_a_reason_given_for_one_field_is_none_for_another():
    (one,) = asked(Writing({"story": STORY}))
    assert list(Writing({"story": STORY, "more": STORY, one.reason_name: "thing"}).errors) == ["more"]


def test_a_form_with_a_prefix_asks_under_its_own_names():
    (one,) = asked(Writing({"a-story": STORY}, prefix="a"))
    assert one.reason_name.startswith("not-a-patient-a-story-")
    assert Writing({"a-story": STORY, one.reason_name: "event"}, prefix="a").is_valid()
    again = Writing({"a-story": STORY, "take_out": one.take_out}, prefix="a")
    assert NUMBER not in again["story"].value()


def test_a_field_that_is_wrong_for_another_reason_says_that_first():
    form = Writing({"story": ""})
    assert form.errors == {"story": ["Fill in “Story”"]}


def test_a_form_that_nobody_sent_asks_nothing():
    assert not Writing(initial={"story": STORY}).errors


WHY_NOT = {  # forms whose words are not kept, or are no prose
    "Leaving": "two words to type, which are not kept", "NewAccount": "one's own name",
    "Showing": "a filter", "Looking": "a search", "SigningIn": "a sign-in", "Kind": "a filter", "Choosing": "a file",
}  # fmt: skip
APPS = Path(__file__).resolve().parents[3] / "src/knotwork"


def written_forms() -> dict[str, str]:
    """Every form of the site with a plain text field in it, by its class, with what it is made from."""
    found = {}
    for file in APPS.rglob("forms.py"):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef) and any(has_text(line) for line in node.body):
                found[node.name] = ast.unparse(node.bases[0])
    return found


def has_text(line: ast.stmt) -> bool:
    if not (isinstance(line, ast.Assign) and isinstance(line.value, ast.Call)):
        return False
    made = ast.unparse(line.value)
    return made.startswith("forms.CharField(") and "HiddenInput" not in made and "PasswordInput" not in made


def test_every_form_in_which_people_write_is_one_that_is_looked_through():
    known = set(WHY_NOT) | {"Prose"}
    plain = {name for name, base in written_forms().items() if base in {"forms.Form", "forms.ModelForm"}}
    assert plain - known == set()


def test_the_sweep_over_forms_sees_those_that_are_there():
    assert {"Telling", "Deciding", "Reviewing", "Noting", "Matching", "Looking"} <= set(written_forms())


pytestmark = pytest.mark.django_db


def tell(world) -> tuple[str, dict]:
    return reverse("tell"), {"system": world.system.slug, "place": world.here.code, "visibility": "system"}


def note(world) -> tuple[str, dict]:
    one = series_of(world.measure, [world.here.code])[0]
    path = reverse("annotate", args=[world.system.slug, world.measure.slug, world.here.code])
    return path, {"period": f"{one.periods[3]:%Y-%m-%d}"}


def begin_phase(world) -> tuple[str, dict]:
    _path, said = note(world)
    path = reverse("phase", args=[world.system.slug, world.measure.slug, world.here.code])
    return path, {"phase-period": said["period"]}


def decide(world) -> tuple[str, dict]:
    said = {"question": "Go on?", "choice": "Yes", "reasons": "It works", "owner": world.improver_here.pk}
    return reverse("decide", args=[world.system.slug]), {
        **said, "place": world.here.code, "review_on": f"{localdate() + timedelta(days=90):%Y-%m-%d}",
    }  # fmt: skip


def look_again(world) -> tuple[str, dict]:
    from knotwork.learning.decisions import actions as decisions

    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(9).date(),
        system=world.system, place=world.here, by=world.improver_here, at=later(0),
    )  # fmt: skip
    return reverse("look-again", args=[decision.code]), {"verdict": "yes"}


WRITTEN = {
    "what happened": (tell, "happened", {}),
    "what was learned": (tell, "learned", {"happened": "A story"}),
    "who needs it": (tell, "needed_by", {"happened": "A story"}),
    "a note": (note, "text", {}),
    "why a phase begins": (begin_phase, "phase-text", {}),
    "a question": (decide, "question", {}),
    "a choice": (decide, "choice", {}),
    "reasons": (decide, "reasons", {}),
    "who saw it otherwise": (decide, "dissent", {}),
    "what was seen": (look_again, "seen", {}),
}


def filled(world, what: str, words: str) -> tuple[str, dict, str]:
    page, field, more = WRITTEN[what]
    path, said = page(world)
    return path, {**said, **more, field: words}, field


@pytest.mark.parametrize("what", WRITTEN)
def test_nothing_is_saved_and_everything_typed_is_still_there(world, client, what):
    client.force_login(world.improver_here)
    path, said, field = filled(world, what, f"On {NUMBER}, twice")
    before = Strand.objects.count()
    answer = client.post(path, said)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Strand.objects.count() == before
    assert f"<mark>{NUMBER}</mark>" in page
    assert f'name="take_out" value="{field}:' in page
    for words in said.values():
        assert str(words).partition(" on ")[0] in page
    assert not Event.objects.filter(verb="say no patient").exists()


@pytest.mark.parametrize("what", WRITTEN)
def test_a_reason_saves_it_and_the_trail_has_kind_field_and_reason_and_not_the_words(world, client, what):
    client.force_login(world.improver_here)
    path, said, field = filled(world, what, f"On {NUMBER}, twice")
    page = client.post(path, said).content.decode()
    name = page.partition(f'name="not-a-patient-{field}-')[2].partition('"')[0]
    before = Strand.objects.count()
    answer = client.post(path, {**said, f"not-a-patient-{field}-{name}": "thing"})
    assert answer.status_code == 302
    assert Strand.objects.count() == before + 1
    event = Event.objects.get(verb="say no patient")
    assert event.after == {"kind": "NHS number", "field": field.removeprefix("phase-"), "reason": REASONS["thing"]}
    assert (event.by, event.system, event.subject_key) == (
        world.improver_here, world.system, Strand.objects.latest("pk").code,
    )  # fmt: skip
    assert NUMBER not in str([list(row.values()) for row in Event.objects.values("before", "after", "subject_key")])


def test_what_was_taken_out_is_told_without_it(world, client):
    client.force_login(world.improver_here)
    path, said, _field = filled(world, "what happened", STORY)
    page = client.post(path, said).content.decode()
    value = page.partition('name="take_out" value="')[2].partition('"')[0]
    changed = client.post(path, {**said, "take_out": value}).content.decode()
    assert "It is taken out." in changed
    assert NUMBER not in changed
    assert not Insight.objects.exists()
    client.post(path, {**said, "happened": STORY.replace(NUMBER, "[NHS number taken out]")})
    assert "[NHS number taken out]" in Insight.objects.get().happened


def test_a_reason_is_not_written_down_where_the_saving_fails(world, client, monkeypatch):
    client.force_login(world.improver_here)
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, one.reason_name: "thing"})
    assert form.is_valid()

    def fails(**_said):
        world.tell("Half")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        form.keep(fails, by=world.improver_here, at=later(0))
    assert not Strand.objects.exists()
    assert not Event.objects.filter(verb="say no patient").exists()


def test_a_trail_that_cannot_be_written_undoes_the_saving(world, monkeypatch):
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, one.reason_name: "thing"})
    assert form.is_valid()
    before = Strand.objects.count()

    def refuse(**_said):
        raise RuntimeError("the trail is closed")

    monkeypatch.setattr("knotwork.learning.audit.forms.audit.record", refuse)
    with pytest.raises(RuntimeError, match="closed"):
        form.keep(lambda **said: world.tell(STORY, by=said["by"]), by=world.improver_here, at=later(0))
    assert Strand.objects.count() == before


@pytest.mark.parametrize("hidden", [True, False])
def test_who_told_anonymously_is_not_named_by_their_reason(world, hidden):
    (one,) = asked(Writing({"story": STORY}))
    form = Writing({"story": STORY, one.reason_name: "thing"})
    assert form.is_valid()

    def told(by, at):
        strand = world.tell("A story", by=by)
        strand.anonymous = hidden
        return strand

    form.keep(told, by=world.improver_here, at=later(0))
    assert Event.objects.get(verb="say no patient").by == (None if hidden else world.improver_here)
