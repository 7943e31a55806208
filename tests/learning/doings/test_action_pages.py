"""The pages on which what comes of a decision is begun, handed over and finished."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.decisions.models import Decision
from knotwork.learning.doings import actions as doings
from knotwork.learning.doings.models import Doing
from knotwork.learning.strands import actions as strands
from tests.factories import later

pytestmark = pytest.mark.django_db
PAST = "This day is past. Choose today or a later day"


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@pytest.fixture
def post(world, client, decide):
    """Send the form for beginning one, as the lead here."""
    client.force_login(world.improver_here)
    path = reverse("act", args=[decide().code])
    given = {
        "what": "Move the round", "owner": world.improver_here.pk, "due_on": in_days(30), "token": uuid4()
    }  # fmt: skip
    return lambda **typed: client.post(path, {**given, **typed})


def test_one_is_begun_from_the_decisions_page_and_stands_on_it(world, client, post) -> None:
    answer = post()
    assert answer.url == Doing.objects.get().decision.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "It carries out this decision." in page
    for words in ("Who does what", "Move the round", f"Ada Here, by {shown(in_days(30))}", "Add what is to be done"):
        assert words in page


def test_sent_twice_it_is_begun_once(post) -> None:
    token = uuid4()
    assert post(token=token).url == post(token=token).url
    assert Doing.objects.count() == 1


@pytest.mark.parametrize("field", ["what", "owner", "due_on"])
def test_what_is_missing_is_said_beside_its_field(post, field) -> None:
    assert list(post(**{field: ""}).context["form"].errors) == [field]
    assert Doing.objects.count() == 0


#   how many days from today, and what is said of it
@pytest.mark.parametrize(("days", "said"), [(-1, PAST), (-4000, PAST), (3654, "within the next ten years")])
def test_it_cannot_be_begun_to_be_done_by_such_a_day(post, days, said) -> None:
    errors = post(due_on=in_days(days)).context["form"].errors
    assert list(errors) == ["due_on"]
    assert said in errors["due_on"][0]
    assert Doing.objects.count() == 0


@pytest.mark.parametrize("days", [0, 3653])
def test_it_can_be_begun_to_be_done_today_and_within_ten_years(post, days) -> None:
    post(due_on=in_days(days))
    assert Doing.objects.get().due_on == in_days(days)


def test_it_cannot_be_given_to_somebody_of_another_system(world, post) -> None:
    assert list(post(owner=world.stranger.pk).context["form"].errors) == ["owner"]


def test_it_cannot_be_given_to_somebody_who_does_not_see_why(world, client, decide) -> None:
    decision = decide()
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(1))
    client.force_login(world.improver_here)
    typed = {"what": "Move it", "owner": world.improver_there.pk, "due_on": in_days(30)}
    answer = client.post(reverse("act", args=[decision.code]), typed)
    assert "can see the decision" in answer.context["form"].errors["owner"][0]


def test_what_could_tell_who_a_patient_is_is_held_back(post) -> None:
    answer = post(what="Ring NHS number 999 000 0018")
    assert list(answer.context["form"].errors) == ["what"]
    assert Doing.objects.count() == 0


def test_who_does_not_decide_here_is_not_offered_to_begin_one(world, client, decide) -> None:
    client.force_login(world.observer)
    page = client.get(decide().get_absolute_url()).content.decode()
    assert "Nothing is written down" in page
    assert "Add what is to be done" not in page


def test_an_action_says_who_by_when_and_offers_what_one_may(world, client, begin) -> None:
    owner = world.make_person("Owen", ("member", world.there))
    action = begin(owner=owner)
    #   reader, may say how it went, may hand over
    for reader, finishes, hands in (
        (world.observer, False, False), (owner, True, False), (world.improver_here, True, True),
    ):  # fmt: skip
        client.force_login(reader)
        page = client.get(action.get_absolute_url()).content.decode()
        assert "Owen does it, by 4 November 2026." in page
        assert ("Say how it went" in page, "Somebody else, or another day" in page) == (finishes, hands)


@pytest.mark.parametrize(("end", "said"), [("done", "Done on"), ("stopped", "Stopped on")])
def test_how_it_went_stands_on_its_page_and_the_decisions(world, client, begin, end, said) -> None:
    action = begin()
    client.force_login(world.improver_here)
    answer = client.post(reverse("finish", args=[action.code]), {"end": end, "went": "Nights were hard."})
    assert answer.url == action.get_absolute_url()
    for address in (answer.url, action.action.decision.get_absolute_url()):
        page = client.get(address).content.decode()
        assert said in page
        assert "Nights were hard." in page
    assert "Say how it went" not in client.get(answer.url).content.decode()


@pytest.mark.parametrize(("typed", "field"), [({"end": "perhaps", "went": "So"}, "end"), ({"end": "done"}, "went")])
def test_how_it_went_takes_both_whether_and_how(world, client, begin, typed, field) -> None:
    client.force_login(world.improver_here)
    answer = client.post(reverse("finish", args=[begin().code]), typed)
    assert list(answer.context["form"].errors) == [field]


def test_the_second_to_finish_is_told_and_sees_what_the_first_said(world, client, begin) -> None:
    action = begin()
    doings.finish(strand=action, end="done", went="First.", by=world.coach_in_both, at=later(2))
    client.force_login(world.improver_here)
    answer = client.post(reverse("finish", args=[action.code]), {"end": "stopped", "went": "Second."}, follow=True)
    page = answer.content.decode()
    assert "This has ended already" in page
    assert "First." in page
    assert "Second." not in page


def test_it_is_handed_over_on_its_page(world, client, begin) -> None:
    action = begin()
    client.force_login(world.improver_here)
    path = reverse("hand-over", args=[action.code])
    assert client.get(path).context["form"]["owner"].value() == world.improver_here.pk
    client.post(path, {"owner": world.improver_there.pk, "due_on": in_days(60)})
    page = client.get(action.get_absolute_url()).content.decode()
    assert f"Bo There does it, by {shown(in_days(60))}." in page


def test_what_is_past_its_day_is_given_to_nobody_without_another(world, client, begin) -> None:
    action = begin()
    Doing.objects.update(due_on=in_days(-3))
    client.force_login(world.improver_here)
    answer = client.post(
        reverse("hand-over", args=[action.code]), {"owner": world.improver_there.pk, "due_on": in_days(-3)}
    )
    assert answer.context["form"].errors == {"due_on": [PAST]}
    assert Doing.objects.get().owner == world.improver_here


def test_the_trail_says_it_in_words(world, client, begin) -> None:
    action = begin()
    doings.finish(strand=action, end="done", went="So.", by=world.improver_here, at=later(2))
    client.force_login(world.governance_lead)
    page = client.get(reverse("trail", args=[world.system.slug])).content.decode()
    assert "finished" in page
    assert "began" in page


def test_a_decision_of_many_actions_asks_no_more_often_than_one_of_few(world, client, begin, decide) -> None:
    decision = decide()
    client.force_login(world.governance_lead)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(decision.get_absolute_url()).status_code == 200
        return len(queries)

    for number in range(2):
        begin(decision=decision, what=f"Do {number}")
    few = asked()
    for number in range(12):
        begin(
            decision=decision, what=f"Do more {number}", owner=world.make_person(f"P{number}", ("member", world.here))
        )
    assert asked() == few


def test_what_was_considered_and_by_when_stands_on_a_decision(world, client, decide) -> None:
    decision = decide(options="Two o'clock\n\nFour o'clock", due_on=later(20).date())
    client.force_login(world.observer)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "<li>Two o&#x27;clock</li><li>Four o&#x27;clock</li>" in page
    assert "carries it, by 25 October 2026." in page


def test_a_decision_from_before_there_were_options_is_saved_as_it_is_without_a_new_version(world, client) -> None:
    old = {"question": "Go on?", "choice": "Yes", "reasons": "It works", "dissent": ""}
    by = world.improver_here
    with transaction.atomic():
        strand = strands.add(
            kind="decision", title="Go on?", system=world.system, place=world.here, needs=Verb.DECIDE, by=by,
            at=later(0), words=old,
        )  # fmt: skip
    Decision.objects.create(strand=strand, owner=by, review_on=later(90).date(), **old)
    client.force_login(by)
    client.post(reverse("edit", args=[strand.code]), {**old, "options": "", "began_from": 1})
    assert strand.versions.count() == 1
    client.post(reverse("edit", args=[strand.code]), {**old, "options": "Two o'clock", "began_from": 1})
    assert strand.versions.get(number=2).words["options"] == "Two o'clock"
    assert "Two o&#x27;clock" in client.get(reverse("history", args=[strand.code])).content.decode()
    assert client.get(reverse("version", args=[strand.code, 1])).status_code == 200
