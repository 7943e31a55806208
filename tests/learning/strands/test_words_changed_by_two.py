"""Two people change the same words: the second is shown both versions, and loses nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.actions import ChangedMeanwhile, Widens
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import latest
from tests.factories import NOW, World, later

pytestmark = pytest.mark.django_db
FIRST = {"question": "Go on?", "options": "", "choice": "Yes", "reasons": "It works", "dissent": ""}
HERS = {**FIRST, "choice": "Yes, on nights too"}
HIS = {**FIRST, "choice": "Yes, for a month", "reasons": "It works, and costs little"}


def decide(world):
    """A decision that two people may change: who wrote it down, and who carries it."""
    return decisions.decide(
        **FIRST, owner=world.coach_in_both, review_on=later(90).date(), system=world.system, place=world.here,
        by=world.improver_here, at=NOW,
    )  # fmt: skip


def post(client, person, strand, words, began_from):
    client.force_login(person)
    return client.post(reverse("edit", args=[strand.code]), {**words, "began_from": began_from})


def began_from(answer) -> str:
    """The version that the form on the page says it began from, as a browser would send it."""
    return str(answer.context["form"]["began_from"].value())


def test_the_form_says_which_version_it_began_from(world, client) -> None:
    decision = decide(world)
    client.force_login(world.improver_here)
    assert (
        '<input type="hidden" name="began_from" value="1"'
        in client.get(reverse("edit", args=[decision.code])).content.decode()
    )


def test_the_second_is_shown_both_and_nothing_is_written_over(world, client) -> None:
    decision = decide(world)
    assert post(client, world.improver_here, decision, HERS, 1).status_code == 302
    answer = post(client, world.coach_in_both, decision, HIS, 1)
    assert answer.status_code == 200
    said = " ".join(answer.content.decode().split())
    assert "It was changed while you were writing" in said
    assert "Ada Here saved" in said
    for words in (*HERS.values(), *HIS.values()):
        assert words in said
    assert (latest(decision).words, latest(decision).number) == (HERS, 2)
    assert Event.objects.filter(verb="edit").count() == 1


def test_the_second_can_send_again_and_both_stay_in_the_history(world, client) -> None:
    decision = decide(world)
    post(client, world.improver_here, decision, HERS, 1)
    shown = post(client, world.coach_in_both, decision, HIS, 1)
    again = post(client, world.coach_in_both, decision, HIS, began_from(shown))
    assert again.status_code == 302
    assert [version.words for version in decision.versions.all()] == [FIRST, HERS, HIS]
    assert [version.by for version in decision.versions.all()][1:] == [world.improver_here, world.coach_in_both]


def test_if_it_changes_once_more_the_second_is_shown_that_too(world, client) -> None:
    decision = decide(world)
    post(client, world.improver_here, decision, HERS, 1)
    shown = post(client, world.coach_in_both, decision, HIS, 1)
    third = {**FIRST, "choice": "No"}
    post(client, world.improver_here, decision, third, 2)
    answer = post(client, world.coach_in_both, decision, HIS, began_from(shown))
    assert answer.status_code == 200
    assert "<p>No</p>" in answer.content.decode()
    assert began_from(answer) == "3"
    assert latest(decision).words == third


def test_both_wrote_the_same_and_nobody_is_stopped(world, client) -> None:
    decision = decide(world)
    for person in (world.improver_here, world.coach_in_both):
        assert post(client, person, decision, HERS, 1).status_code == 302
    assert decision.versions.count() == 2


def test_one_person_on_two_devices_loses_nothing_either(world, client) -> None:
    story = world.tell("On the ward.")
    post(client, world.improver_here, story, {"happened": "On the phone."}, 1)
    said = post(client, world.improver_here, story, {"happened": "On the desk."}, 1).content.decode()
    assert "On the phone." in said
    assert "On the desk." in said


@pytest.mark.parametrize("number", ["", "0", "-1", "one", "99", "1e9"])
def test_a_form_that_does_not_know_what_it_began_from_writes_over_nothing(world, client, number) -> None:
    story = world.tell("Kept.")
    answer = post(client, world.improver_here, story, {"happened": "New."}, number)
    assert answer.status_code == 200
    assert "New." in answer.content.decode()
    assert latest(story).words["happened"] == "Kept."


def test_mark_up_in_what_the_other_wrote_stays_text(world, client) -> None:
    story = world.tell("A")
    post(client, world.improver_here, story, {"happened": "<script>alert(1)</script>"}, 1)
    for page in (post(client, world.improver_here, story, {"happened": "B"}, 1),
                 client.get(reverse("history", args=[story.code]))):  # fmt: skip
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert" in page.content.decode()


def test_what_is_wrong_in_a_box_is_said_and_nothing_typed_is_lost(world, client) -> None:
    story = world.tell("Kept.")
    answer = post(client, world.improver_here, story, {"happened": " ", "learned": "Typed here"}, 1)
    assert list(answer.context["form"].errors) == ["happened"]
    assert "Typed here" in answer.content.decode()
    assert latest(story).number == 1


def test_changed_words_are_looked_through_for_patients_too(world, client) -> None:
    story = world.tell("Kept.")
    answer = post(client, world.improver_here, story, {"happened": "CHI 0101701236 fell."}, 1)
    assert list(answer.context["form"].errors) == ["happened"]
    assert latest(story).words["happened"] == "Kept."


def at_once(*acts) -> list[Exception]:
    """Do all these at the same moment, each over a connection of its own; what was raised, in the order of the acts."""
    start, raised = Barrier(len(acts)), [None] * len(acts)

    def run(place: int) -> None:
        try:
            start.wait()
            acts[place]()
        except Exception as refused:
            raised[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writers", [2, 5])
def test_of_those_who_save_at_one_moment_one_is_first_and_the_rest_are_shown_it(writers) -> None:
    world = World()
    decision = decide(world)
    people = [world.improver_here, world.coach_in_both]

    def save(number: int):
        words = {**FIRST, "choice": f"Choice {number}"}
        by = people[number % 2]
        return lambda: strands.edit(strand=decision, words=words, began_from=1, by=by, at=later(1))

    raised = at_once(*(save(number) for number in range(writers)))
    assert [type(one) for one in raised].count(ChangedMeanwhile) == writers - 1
    winner = latest(decision)
    assert winner.number == 2
    assert winner.words["choice"] == f"Choice {raised.index(None)}"
    assert {one.theirs.words["choice"] for one in raised if one} == {winner.words["choice"]}
    decision.refresh_from_db()
    assert decision.decision.choice == winner.words["choice"]
    assert Event.objects.filter(verb="edit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_narrowing_and_an_old_page_that_would_narrow_less_never_end_wider() -> None:
    """One page says team, the other, opened while it was public, says network: whichever comes last, nobody widens."""
    world = World()
    story = world.tell(visibility="public")

    def narrow(level: str):
        return lambda: strands.narrow(strand=story, visibility=level, by=world.improver_here, at=later(1))

    assert world.improver_here.pk
    raised = at_once(narrow("team"), narrow("network"))
    assert {type(one) for one in raised} <= {type(None), Widens}
    assert Strand.objects.get(pk=story.pk).visibility == "team"


@pytest.mark.django_db(transaction=True)
def test_a_review_made_while_its_decision_is_narrowed_is_not_seen_further() -> None:
    world = World()
    decision = decide(world)

    def look() -> None:
        decisions.review(decision=decision, verdict="yes", seen="Fewer", by=world.coach_in_both, at=later(1))

    def hide() -> None:
        strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(1))

    assert at_once(look, hide) == [None, None]
    assert set(Strand.objects.filter(kind="review").values_list("visibility", flat=True)) == {"team"}
