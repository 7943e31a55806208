"""What helps an action and what is in its way: written by those who tell, said in a sentence, kept once it ended."""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.doings import actions as doings
from knotwork.learning.doings.actions import HasEnded, NothingToDo
from knotwork.learning.doings.codes import in_words
from knotwork.learning.doings.models import Force
from tests.factories import later

pytestmark = pytest.mark.django_db


@dataclass
class Said:
    way: str
    strength: int
    force: str
    answer: str = ""


LEAD = Said("helps", 3, "The lead wants it")
FLOOR, BELL = Said("hinders", 1, "The floor"), Said("hinders", 3, "Too few bells", "We ask for ten.")
FIELDS = [
    ([], "Nobody has written down what helps this, or what is in its way."),
    ([LEAD], "One thing helps this along. Nobody has said what is in its way."),
    ([LEAD, LEAD], "2 things help this along. Nobody has said what is in its way."),
    (
        [LEAD, FLOOR],
        "One thing helps this along, and one is in the way. Most in the way: The floor. "
        "Nobody has said what we do about that.",
    ),
    (
        [FLOOR, BELL],
        "Nothing is known that helps this along, and 2 are in the way. Most in the way: Too few bells. "
        "What we do about it: We ask for ten.",
    ),
    (
        [Said("hinders", 2, "Who pays?", "We ask")],
        "Nothing is known that helps this along, and one is in the way. Most in the way: Who pays? "
        "What we do about it: We ask.",
    ),
]


@pytest.mark.parametrize(("forces", "words"), FIELDS)
def test_a_field_is_said_in_a_sentence_or_two(forces, words) -> None:
    assert in_words(forces) == words


def weigh(world, action, force="The floor", *, by=None, **more):
    given = {"way": "hinders", "strength": 2, "answer": "", "by": by or world.improver_there, "at": later(2), **more}
    return doings.weigh(strand=action, force=force, **given)


def kept(action) -> list[tuple]:
    return list(Force.objects.filter(action=action).values_list("way", "force", "strength", "answer"))


def test_whoever_may_tell_writes_down_what_is_in_the_way(world, begin) -> None:
    action = begin()
    weigh(world, action, "  The   floor ", answer="We  ask.")
    assert kept(action) == [("hinders", "The floor", 2, "We ask.")]
    event = Event.objects.get(verb="weigh")
    assert (event.by, event.subject_key, event.after) == (
        world.improver_there, action.code, {"way": "hinders", "strength": 2},
    )  # fmt: skip


def test_the_strongest_stands_first(world, begin) -> None:
    action = begin()
    for force, strength in (("One", 1), ("Three", 3), ("Two", 2)):
        weigh(world, action, force, strength=strength)
    assert [force for _way, force, *_rest in kept(action)] == ["Three", "Two", "One"]


def test_the_same_words_again_change_how_much_and_add_nothing(world, begin) -> None:
    action = begin()
    weigh(world, action, strength=1)
    weigh(world, action, strength=3, answer="We ask.", by=world.improver_here)
    assert kept(action) == [("hinders", "The floor", 3, "We ask.")]


def test_the_same_thing_may_help_and_be_in_the_way(world, begin) -> None:
    action = begin()
    weigh(world, action)
    weigh(world, action, way="helps")
    assert {way for way, *_rest in kept(action)} == {"helps", "hinders"}


def test_what_helps_needs_no_answer_and_keeps_none(world, begin) -> None:
    action = begin()
    weigh(world, action, way="helps", answer="We ask.")
    assert kept(action) == [("helps", "The floor", 2, "")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Force.objects.filter(action=action).update(answer="We ask.")


@pytest.mark.parametrize("strength", [0, 4])
def test_there_are_three_strengths_and_the_database_knows(world, begin, strength) -> None:
    action = begin()
    with pytest.raises(ValueError, match="is not a valid"):
        weigh(world, action, strength=strength)
    with pytest.raises(IntegrityError), transaction.atomic():
        Force.objects.create(action=action, way="helps", force="x", strength=strength)


def test_nothing_is_no_force(world, begin) -> None:
    with pytest.raises(NothingToDo):
        weigh(world, begin(), "  ")


def test_what_is_taken_back_is_gone_and_twice_changes_nothing(world, begin) -> None:
    action = begin()
    weigh(world, action)
    number = Force.objects.get().pk
    for _time in range(2):
        doings.unweigh(strand=action, force=number, by=world.improver_here, at=later(3))
    assert kept(action) == []
    assert Event.objects.filter(verb="unweigh").count() == 1


def test_a_force_of_another_action_is_not_taken_back_here(world, begin) -> None:
    action, other = begin(), begin(what="Another")
    weigh(world, other)
    doings.unweigh(strand=action, force=Force.objects.get().pk, by=world.improver_here, at=later(3))
    assert len(kept(other)) == 1


@pytest.mark.parametrize("who", ["observer", "stranger"])
def test_who_only_looks_weighs_nothing(world, begin, who) -> None:
    action = begin()
    weigh(world, action)
    by = getattr(world, who)
    with pytest.raises(NotAllowed):
        weigh(world, action, "Mine", by=by)
    with pytest.raises(NotAllowed):
        doings.unweigh(strand=action, force=Force.objects.get().pk, by=by, at=later(3))
    assert len(kept(action)) == 1


def test_once_it_has_ended_what_was_weighed_stays_as_it_was(world, begin) -> None:
    action = begin()
    weigh(world, action)
    doings.finish(strand=action, end="done", went="Well.", by=world.improver_here, at=later(3))
    with pytest.raises(HasEnded):
        weigh(world, action, "Late")
    with pytest.raises(HasEnded):
        doings.unweigh(strand=action, force=Force.objects.get().pk, by=world.improver_here, at=later(4))
    assert len(kept(action)) == 1


@pytest.fixture
def at_page(world, client, begin):
    """The page on which an action is weighed, and what it says after something is sent."""
    action = begin()
    client.force_login(world.improver_there)

    def send(**sent) -> str:
        address = reverse("weigh", args=[action.code])
        answer = client.post(address, sent, follow=True) if sent else client.get(address)
        return answer.content.decode()

    send.action = action
    return send


def test_the_page_adds_one_and_the_actions_page_shows_it(at_page) -> None:
    page = at_page(way="hinders", force="The <floor>", strength="3", answer="We ask.")
    for words in ("The &lt;floor&gt;", "(very much)", "What we do about it: We ask.", "one is in the way"):
        assert words in page
    assert "kw-force__bar--3" in page


def test_the_page_takes_one_back(world, at_page) -> None:
    weigh(world, at_page.action)
    assert "Take it back" in at_page()
    assert "Nobody has written down" in at_page(take_back=str(Force.objects.get().pk))


@pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "0"])
def test_taking_back_what_is_no_number_of_one_changes_nothing(world, at_page, number) -> None:
    weigh(world, at_page.action)
    assert "The floor" in at_page(take_back=number)
    assert len(kept(at_page.action)) == 1


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(at_page) -> None:
    page = at_page(way="", force="The floor", strength="9")
    assert "Say whether it helps or is in the way" in page
    assert 'value="The floor"' in page
    assert not Force.objects.exists()


def test_an_observer_reads_it_and_is_offered_nothing_to_press(world, client, at_page) -> None:
    weigh(world, at_page.action)
    client.force_login(world.observer)
    page = client.get(at_page.action.get_absolute_url()).content.decode()
    assert "The floor" in page
    assert "Weigh what helps" not in page


def test_a_patients_number_is_asked_about_first(at_page) -> None:
    assert "This could tell who a patient is." in at_page(way="helps", force="NHS 999 000 0018", strength="1")
    assert not Force.objects.exists()


def test_another_is_asked_for_only_where_there_is_one(world, at_page) -> None:
    page = at_page()
    assert ("Add the first" in page, "Add another" in page) == (True, False)
    weigh(world, at_page.action)
    page = at_page()
    assert ("Add the first" in page, "Add another" in page) == (False, True)
