"""Reflection: six questions, for nobody but whoever wrote it until they show it, on every page and in every trail."""

import zipfile
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.exchange.leaving.codes import packed
from knotwork.exchange.leaving.queries import everything
from knotwork.learning.audit.models import Event
from knotwork.learning.board import actions as board_actions
from knotwork.learning.board.queries import board
from knotwork.learning.knot.codes import Component
from knotwork.learning.knot.queries import month_of
from knotwork.learning.reflecting import actions
from knotwork.learning.reflecting.actions import NothingWritten
from knotwork.learning.reflecting.models import Reflection
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import WORDS, Strand
from knotwork.learning.strands.queries import feed, near, seen_by, thread
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
SIX = ["occurred", "feelings", "works_well", "works_less", "differently", "found"]


def reflect(world, words="The zebra bell rang.", *, by=None, **more):
    given = {"system": world.system, "place": world.here, "by": by or world.improver_here, "at": later(1), **more}
    return actions.reflect(words={"occurred": words} if isinstance(words, str) else words, **given)


def page(client, person, name, *args, **query) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=args), query)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_the_six_questions_are_those_of_the_framework() -> None:
    assert list(WORDS["reflection"]) == SIX
    assert [question[-1] for question in WORDS["reflection"].values()] == ["?"] * 6


def test_what_is_written_is_kept_for_oneself(world) -> None:
    kept = reflect(world, {"occurred": "It rang.", "found": "We listen."}, together="team")
    assert (kept.kind, kept.visibility, kept.title) == ("reflection", "own", "It rang")
    own = Reflection.objects.get(strand=kept)
    assert (own.occurred, own.found, own.feelings, own.together) == ("It rang.", "We listen.", "", "team")
    assert kept.versions.get().words == {**dict.fromkeys(SIX, ""), "occurred": "It rang.", "found": "We listen."}


@pytest.mark.parametrize("name", SIX)
def test_any_one_answer_is_enough_and_names_it(world, name) -> None:
    assert reflect(world, {name: "Quietly done. And more."}).title == "Quietly done"


@pytest.mark.parametrize("words", [{}, {"occurred": "   "}, {"feelings": "", "found": "\n"}])
def test_nothing_written_is_not_kept(world, words) -> None:
    with pytest.raises(NothingWritten):
        reflect(world, words)
    assert not Strand.objects.exists()


def test_the_same_form_sent_twice_is_kept_once(world) -> None:
    token = uuid4()
    assert reflect(world, token=token) == reflect(world, token=token)
    assert Reflection.objects.count() == 1


def test_what_prompted_it_is_joined_and_does_not_show_it(world) -> None:
    story = world.tell("Bell", by=world.improver_there, place=world.there)
    kept = reflect(world, about=story)
    assert [(how, other) for how, other in near(world.improver_here, kept)["origins"]] == [
        ("It prompted this reflection", story)
    ]
    assert near(world.improver_there, story)["outcomes"] == []
    assert list(thread(world.improver_there, story).strands) == [story]


@pytest.mark.parametrize("who", ["improver_there", "observer", "stranger"])
def test_who_may_not_tell_there_reflects_elsewhere(world, who) -> None:
    with pytest.raises(NotAllowed):
        reflect(world, by=getattr(world, who))


ADDRESSES = {
    "its page": lambda w, s: ("reflection", s.code),
    "its thread": lambda w, s: ("thread", s.code),
    "its history": lambda w, s: ("history", s.code),
    "a version": lambda w, s: ("version", s.code, 1),
    "what it is about": lambda w, s: ("insight", s.origin_links.get().origin.code),
    "the thread of what it is about": lambda w, s: ("thread", s.origin_links.get().origin.code),
    "the feed": lambda w, s: ("learning",),
    "the system": lambda w, s: ("system", w.system.slug),
    "the board": lambda w, s: ("board", w.system.slug),
    "the knot": lambda w, s: ("knot", w.system.slug),
    "the pack": lambda w, s: ("pack", w.system.slug),
    "the trail": lambda w, s: ("trail", w.system.slug),
    "what can be decided from": lambda w, s: ("decide", w.system.slug),
    "today": lambda w, s: ("today",),
}


@pytest.mark.parametrize("where", ADDRESSES)
@pytest.mark.parametrize("who", ["coach_in_both", "co_ordinator", "governance_lead", "improver_there"])
def test_nobody_else_meets_a_word_of_it_before_it_is_shown(world, client, who, where) -> None:
    kept = reflect(world, about=world.tell("Bell"))
    shown = page(client, getattr(world, who), *ADDRESSES[where](world, kept))
    assert "zebra" not in shown
    assert kept.code not in shown


def test_nobody_else_finds_or_counts_it(world) -> None:
    reflect(world)
    for person in (world.coach_in_both, world.co_ordinator, world.governance_lead):
        assert feed(person, text="zebra").paginator.count == 0
        assert not seen_by(person).filter(kind="reflection").exists()
        assert month_of(person, world.system, NOW.date().replace(day=1)).new[Component.UNDERSTAND] == 0


def test_it_is_in_nobodys_trail_but_the_chain_holds_it(world) -> None:
    kept = reflect(world, about=world.tell("Bell"))
    events = Event.objects.filter(subject_key=kept.code)
    assert [(event.verb, event.system) for event in events.order_by("pk")] == [("add", None), ("link", None)]


def test_it_is_on_nobodys_board_until_it_is_shown_and_then_on_everybodys(world) -> None:
    kept = reflect(world)
    assert list(board(world.improver_here, world.system).loose) == []
    strands.share(strand=kept, visibility="system", by=world.improver_here, at=later(2))
    assert list(board(world.improver_there, world.system).loose) == [kept]
    theme = board_actions.name_theme(
        name="Bells", insights=[kept], system=world.system, by=world.improver_there, at=later(3)
    )
    assert theme.origin_links.get().origin == kept


def test_once_shown_others_read_it_and_the_trail_says_that_it_was_shown(world, client) -> None:
    kept = reflect(world)
    strands.share(strand=kept, visibility="team", by=world.improver_here, at=later(2))
    assert "zebra" in page(client, world.coach_in_both, "reflection", kept.code)
    assert page(client, world.improver_there, "reflection", kept.code) == "404"
    shared = Event.objects.get(verb="share", subject_key=kept.code)
    assert (shared.system, shared.before["who sees it"], shared.after["who sees it"]) == (
        world.system, "Only me", "My team",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("together", "whose"),
    [("alone", "Ada Here"), ("team", "Ada Here and their team"), ("session", "people at a session")],
)
def test_whose_it_is_is_said_by_name_whoever_reads_it(world, client, together, whose) -> None:
    kept = reflect(world, together=together)
    strands.share(strand=kept, visibility="team", by=world.improver_here, at=later(2))
    for person in (world.improver_here, world.coach_in_both):
        assert f">Reflection of {whose}<" in page(client, person, "reflection", kept.code)


def test_whoever_wrote_it_takes_it_away_with_all_that_is_theirs(world) -> None:
    reflect(world)
    archive = zipfile.ZipFile(BytesIO(packed(everything(world.improver_here), "")))
    assert "zebra" in archive.read("versions.csv").decode()


def send(world, client, **words):
    client.force_login(world.improver_here)
    given = {"together": "alone", "place": world.here.code, **words}
    return client.post(reverse("reflect", args=[world.system.slug]), given, follow=True).content.decode()


def test_the_page_asks_six_questions_and_keeps_the_answers(world, client) -> None:
    asked = page(client, world.improver_here, "reflect", world.system.slug)
    assert all(question in asked for question in WORDS["reflection"].values())
    answered = send(world, client, occurred="It <rang>.", feelings="Tired.")
    assert "Nobody but you sees it" in answered
    assert "It &lt;rang&gt;." in answered
    assert "Who sees this: Nobody but me." in answered
    assert Reflection.objects.get().feelings == "Tired."


def test_the_page_says_what_it_is_about(world, client) -> None:
    story = world.tell("The bell by the door")
    assert "The bell by the door" in page(client, world.improver_here, "reflect", world.system.slug, about=story.code)
    send(world, client, occurred="It rang.", about=story.code)
    assert Reflection.objects.get().strand.origin_links.get().origin == story


def test_what_one_may_not_see_prompts_nothing(world, client) -> None:
    hidden = world.tell("Zebra", visibility="team", by=world.improver_there, place=world.there)
    assert "Zebra" not in page(client, world.improver_here, "reflect", world.system.slug, about=hidden.code)
    send(world, client, occurred="It rang.", about=hidden.code)
    assert not Reflection.objects.get().strand.origin_links.exists()


def test_an_empty_note_is_asked_for_one_answer(world, client) -> None:
    assert "Answer one of the questions, in a sentence" in send(world, client)
    assert not Reflection.objects.exists()


def test_a_patients_number_is_asked_about_and_nothing_typed_is_lost(world, client) -> None:
    asked = send(world, client, occurred="NHS 999 000 0018 rang.", found="We listen.")
    assert "This could tell who a patient is." in asked
    assert "We listen." in asked
    assert not Reflection.objects.exists()
