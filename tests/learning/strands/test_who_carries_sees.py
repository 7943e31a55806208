"""What somebody carries is never hidden from them: narrowing that would do so is refused, with what to do."""

import pytest
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.doings import actions as doings
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Strand
from tests.factories import NOW, later
from tests.learning.strands.written import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(world):
    return decide(world, owner=world.improver_here)


def act(world, decision, owner):
    return doings.begin(
        decision=decision, what="Paint it.", owner=owner, due_on=later(30).date(), by=world.improver_here, at=NOW
    )


def levels() -> set[str]:
    return set(Strand.objects.values_list("visibility", flat=True))


def test_an_action_is_handed_over_before_its_decision_is_for_the_team_alone(world, client, decision) -> None:
    action = act(world, decision, world.improver_there)
    client.force_login(world.improver_here)
    answer = client.post(reverse("sharing", args=[decision.code]), {"visibility": "team"})
    (said,) = answer.context["form"].errors["visibility"]
    assert said == (
        "Bo There carries “Paint it” and would see it no more. "
        "Hand it over to somebody of the team first, or leave it with the learning system."
    )
    assert levels() == {"system"}
    assert not Event.objects.filter(verb="share").exists()
    doings.hand_over(
        strand=action, owner=world.coach_in_both, due_on=later(30).date(), by=world.improver_here, at=later(1)
    )
    assert client.post(reverse("sharing", args=[decision.code]), {"visibility": "team"}).status_code == 302
    assert levels() == {"team"}


def test_what_ended_is_carried_by_nobody(world, decision) -> None:
    action = act(world, decision, world.improver_there)
    doings.finish(strand=action, end="done", went="So.", by=world.improver_there, at=later(1))
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(2))
    assert levels() == {"team"}


def test_a_decision_is_not_hidden_from_its_owner(world) -> None:
    made = decide(world, owner=world.improver_there)
    for act_of in (strands.share, strands.narrow):
        with pytest.raises(strands.HidesFromWhoCarries, match="Decide anew with somebody of the team first"):
            act_of(strand=made, visibility="team", by=world.improver_here, at=later(1))
    assert levels() == {"system"}


def test_who_sees_nothing_of_it_any_more_stands_in_nobodys_way(world) -> None:
    made = decide(world, owner=world.improver_there)
    world.improver_there.roles.all().delete()
    strands.share(strand=made, visibility="team", by=world.improver_here, at=later(1))
    assert levels() == {"team"}


def test_showing_it_further_is_not_in_their_way(world) -> None:
    made = decide(world, owner=world.improver_there)
    strands.share(strand=made, visibility="network", by=world.improver_here, at=later(1))
    assert levels() == {"network"}
