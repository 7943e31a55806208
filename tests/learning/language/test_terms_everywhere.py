"""Terms show what they mean in every text that people wrote, on whatever page it stands, at the cost of one query."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.board import actions as board
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.insights import actions as insights
from knotwork.learning.invitations import actions as invitations
from knotwork.learning.language import actions
from knotwork.learning.measures.models import Measure
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.systems import actions as systems
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later
from tests.learning.strands.written import act, decide

pytestmark = pytest.mark.django_db
MEANING = "A short meeting, standing up."
TEXT = "The huddle, at nine."
TERM = 'class="kw-term__word"'
# What a button may not stand in: a link, a label, another button, a heading.
WITHIN = re.compile(
    rf"<(a|label|button|h[1-6]|option|textarea|title)\b(?![^>]*{TERM})[^>]*>(?:(?!</\1>).)*?{TERM}", re.S
)


@pytest.fixture
def term(world):
    return actions.propose(name="Huddle", meaning=MEANING, system=world.system, by=world.improver_here, at=later(1))


def of_system(world):
    LearningSystem.objects.filter(pk=world.system.pk).update(purpose=TEXT)
    return reverse("system", args=[world.system.slug])


def of_its_people(world):
    LearningSystem.objects.filter(pk=world.system.pk).update(who=TEXT)
    return reverse("system", args=[world.system.slug])


def of_its_equity(world):
    LearningSystem.objects.filter(pk=world.system.pk).update(equity=TEXT)
    return reverse("system", args=[world.system.slug])


def of_systems(world):
    of_system(world)
    return reverse("systems")


def of_insight(world):
    return world.tell(TEXT).get_absolute_url()


def responded(world):
    insight = world.tell("The bell.", by=world.coach_in_both, place=world.there)
    given = {"place": world.here, "answer": "not", "why": TEXT, "by": world.improver_here, "at": NOW}
    return insight, sense.respond(insight=insight, **given)


def of_response(world):
    return reverse("thread", args=[responded(world)[1].code])


def of_where_it_holds(world):
    return responded(world)[0].get_absolute_url()


def themed(world):
    given = {"system": world.system, "by": world.improver_here, "at": NOW}
    return board.name_theme(name="Bells", about=TEXT, insights=[world.tell("The bell.")], **given)


def of_theme(world):
    return themed(world).get_absolute_url()


def of_board(world):
    themed(world)
    return reverse("board", args=[world.system.slug])


def commented(world):
    told = world.tell("The bell.")
    talk.comment(strand=told, text=TEXT, by=world.improver_there, at=NOW)
    return told


def of_comment(world):
    return commented(world).get_absolute_url()


def of_all_comments(world):
    return reverse("talk", args=[commented(world).code])


def decided(world, **more):
    by = world.improver_here
    given = {"question": "Go on?", "choice": "Yes", "reasons": "It works", "review_on": later(90).date(), "owner": by}
    where = {"system": world.system, "place": world.here, "by": by, "at": NOW}
    return decisions.decide(**{**given, **where, **more})


def of_choice(world):
    return decided(world, choice=TEXT).get_absolute_url()


def of_option(world):
    return decided(world, options=f"Nothing\n{TEXT}").get_absolute_url()


def reviewed(world):
    given = {"decision": decide(world), "verdict": "yes", "seen": TEXT, "by": world.improver_here, "at": later(2)}
    return decisions.review(**given)


def of_review(world):
    return reviewed(world).get_absolute_url()


def of_review_on_its_decision(world):
    return reviewed(world).review.decision.strand.get_absolute_url()


def done(world):
    return doings.finish(strand=act(world), end="done", went=TEXT, by=world.improver_here, at=later(2))


def of_action(world):
    return done(world).get_absolute_url()


def of_action_on_its_decision(world):
    return done(world).action.decision.get_absolute_url()


def of_force(world):
    strand = act(world)
    doings.weigh(strand=strand, way="helps", force=TEXT, strength=2, by=world.improver_here, at=NOW)
    return strand.get_absolute_url()


def of_answer_to_force(world):
    strand = act(world)
    more = {"force": "No time.", "strength": 2, "answer": TEXT, "by": world.improver_here, "at": NOW}
    doings.weigh(strand=strand, way="hinders", **more)
    return strand.get_absolute_url()


def of_definition(world):
    Measure.objects.filter(pk=world.measure.pk).update(definition=TEXT)
    return reverse("measure", args=[world.system.slug, world.measure.slug])


def of_numerator(world):
    Measure.objects.filter(pk=world.measure.pk).update(numerator=TEXT)
    return reverse("measure", args=[world.system.slug, world.measure.slug])


def of_chart(world):
    of_definition(world)
    return reverse("chart", args=[world.system.slug, world.measure.slug, world.here.code])


def of_measures(world):
    of_definition(world)
    return reverse("measures")


def of_search(world):
    world.tell(f"We moved the round. {TEXT}")
    return f"{reverse('learning')}?q=nine"


def of_old_version(world):
    told = world.tell(TEXT)
    strands.edit(strand=told, words={"happened": "Other."}, began_from=1, by=world.improver_here, at=later(1))
    return reverse("version", args=[told.code, 1])


def of_pack(world):
    decided(world, choice=TEXT)
    return f"{reverse('pack', args=[world.system.slug])}?since={NOW.date()}&until={later(1).date()}"


PAGES = [
    of_system, of_its_people, of_its_equity, of_systems, of_insight, of_response, of_where_it_holds, of_theme, of_board,
    of_comment, of_all_comments, of_choice, of_option, of_review, of_review_on_its_decision, of_action,
    of_action_on_its_decision, of_force, of_answer_to_force, of_definition, of_numerator, of_chart, of_measures,
    of_search, of_old_version, of_pack,
]  # fmt: skip


def page(client, person, address) -> str:
    if person:
        client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "\ue000" not in shown
    return shown


@pytest.mark.parametrize("made", PAGES, ids=[made.__name__ for made in PAGES])
def test_a_term_shows_its_meaning(world, client, made) -> None:
    address = made(world)
    assert TERM not in page(client, world.improver_here, address)
    actions.propose(name="Huddle", meaning=MEANING, system=world.system, by=world.improver_here, at=later(1))
    shown = page(client, world.improver_here, address)
    assert f"<strong>Huddle</strong>, Falls: {MEANING}" in shown
    assert WITHIN.search(shown) is None
    numbers = re.findall(r'id="term-(\d+)"', shown)
    assert len(numbers) == len(set(numbers)) == shown.count(TERM)


@pytest.mark.parametrize("name", ["today", "news"])
def test_what_people_say_to_one_shows_it(world, client, term, name) -> None:
    talk.comment(strand=world.tell("The bell."), text=TEXT, by=world.improver_there, at=timezone.now())
    shown = page(client, world.improver_here, reverse(name))
    assert "Said to you" in shown
    assert TERM in shown


def test_why_somebody_asks_to_join_shows_it(world, client, term) -> None:
    systems.take_requests(system=world.system, taken=True, by=world.operator, at=NOW)
    invitations.ask(system=world.system, why=TEXT, by=world.make_person("Asker"), at=NOW)
    assert TERM in page(client, world.co_ordinator, reverse("today"))


@pytest.mark.parametrize("who", ["improver_there", "coach_in_both", "governance_lead", "observer"])
def test_who_sees_the_learning_system_reads_what_its_words_mean(world, client, term, who) -> None:
    assert MEANING in page(client, getattr(world, who), of_comment(world))


def test_a_stranger_reads_no_meaning_of_a_word_that_is_not_theirs(world, client, term) -> None:
    told = insights.tell(happened=TEXT, system=world.elsewhere, place=world.far, by=world.stranger, at=NOW)
    assert TERM not in page(client, world.stranger, told.get_absolute_url())


def test_each_text_has_the_words_of_its_own_learning_system(world, client, term) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    world.tell(f"Falls it is. {TEXT}")
    insights.tell(happened=f"Sepsis. {TEXT}", system=world.elsewhere, place=world.far, by=world.stranger, at=NOW)
    shown = page(client, both, f"{reverse('learning')}?q=nine")
    assert shown.count("kw-strand__title") == 2
    assert shown.count(TERM) == 1
    actions.propose(name="Huddle", meaning="A blanket.", system=world.elsewhere, by=world.stranger, at=later(1))
    shown = page(client, both, f"{reverse('learning')}?q=nine")
    # Either says what it means by it, and beside that what the other does.
    assert shown.count(TERM) == 2
    assert shown.count(MEANING) == shown.count("A blanket.") == 2


def test_what_was_looked_for_is_marked_within_a_term_and_beside_it(world, client, term) -> None:
    world.tell(f"We moved the round. {TEXT}")
    shown = page(client, world.improver_here, f"{reverse('learning')}?q=huddle+nine")
    assert "<mark>huddle</mark></button>" in shown
    assert ", at <mark>nine</mark>." in shown


def queries(client, address) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in asked.captured_queries]


def test_many_texts_of_one_page_are_looked_through_in_one_query(world, client, term) -> None:
    told = commented(world)
    client.force_login(world.observer)
    few = queries(client, reverse("talk", args=[told.code]))
    for number in range(12):
        talk.comment(strand=told, text=f"{TEXT} {number}", by=world.improver_there, at=later(number))
    many = queries(client, reverse("talk", args=[told.code]))
    assert len(few) == len(many)
    assert sum("language_written" in one for one in many) == 1


def test_a_page_without_anybodys_text_asks_for_no_terms(world, client, term) -> None:
    client.force_login(world.improver_here)
    assert not any("language_written" in one for one in queries(client, reverse("people")))


@pytest.mark.parametrize("mark", ["", "0" * 16, "0123456789abcdef", "x", "f" * 17])
def test_nobody_writes_what_stands_for_another_text(world, client, term, mark) -> None:
    written = f"\ue000{mark}:0\ue001"
    told = world.tell(f"{written} huddle {written}")
    client.force_login(world.observer)
    shown = client.get(told.get_absolute_url()).content.decode()
    assert shown.count(written) >= 2
    assert shown.count(TERM) == 1


@pytest.mark.parametrize("made", [of_review, of_comment, of_chart, of_search], ids=lambda made: made.__name__)
def test_hostile_words_stay_words(world, client, made, monkeypatch) -> None:
    monkeypatch.setitem(globals(), "TEXT", '<img src=x onerror=alert(1)> huddle "> nine <b>')
    address = made(world)
    meaning = "<script>alert(2)</script>"
    actions.propose(name="Huddle", meaning=meaning, system=world.system, by=world.improver_here, at=later(1))
    shown = page(client, world.improver_here, address)
    assert TERM in shown
    assert "<img src=x" not in shown
    assert "<script>alert" not in shown


def test_on_a_public_page_everybody_reads_what_is_public_and_nothing_else(world, client, term) -> None:
    told = world.tell(TEXT, visibility="public")
    address = reverse("public", args=[told.code])
    assert TERM not in page(client, None, address)
    strands.share(strand=term, visibility="public", by=world.improver_here, at=later(2))
    shown = page(client, None, address)
    assert MEANING in shown
    more = reverse("public", args=[term.code])
    assert f'<a href="{more}">More</a>' in shown
    assert MEANING in page(client, None, more)
