"""Who sees a strand is chosen by its teller: narrower at once and everywhere, wider only after a second yes."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.people.queries import audience, who_sees
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.actions import NoTeam, TooFewOrTooMany, Widens
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import levels_of, seen_by
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
LEVELS = ["team", "system", "network", "public"]
STEPS = [(old, new) for old in LEVELS for new in LEVELS]


def page(client, person, name, *args, **query) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=args), query)
    return answer.content.decode() if answer.status_code == 200 else ""


def pinned(world, **more):
    """A story on a chart, told by somebody at the place here, that came of another one."""
    series = series_of(world.measure, [world.here.code])[0]
    return world.tell(
        "Zebra rounds.", came_of=[(world.tell("Before"), "supports")], at=later(1), measure=world.measure,
        period=series.periods[3], by=world.coach_in_both, **more,
    )  # fmt: skip


# Every place on the site where a story's words may stand, as somebody of the learning system opens it.
SHOWN = {
    "its page": lambda w, s: ("insight", s.code),
    "its history": lambda w, s: ("history", s.code),
    "one of its versions": lambda w, s: ("version", s.code, 1),
    "its thread": lambda w, s: ("thread", s.code),
    "the thread of what it came of": lambda w, s: ("thread", s.origin_links.get().origin.code),
    "the page of what it came of": lambda w, s: ("insight", s.origin_links.get().origin.code),
    "the feed": lambda w, s: ("learning",),
    "the system's page": lambda w, s: ("system", w.system.slug),
    "what can be decided from": lambda w, s: ("decide", w.system.slug),
    "the trail": lambda w, s: ("trail", w.system.slug),
    "its chart": lambda w, s: ("chart", w.system.slug, w.measure.slug, w.here.code),
}
SEARCHED = {"the feed": {"q": "zebra"}, "what can be decided from": {"from": "{code}"}}


def where_shown(world, client, story) -> set[str]:
    """In which places the governance lead, who belongs to no team, meets the story's words."""
    found = set()
    for where, address in SHOWN.items():
        for query in ({}, {name: one.format(code=story.code) for name, one in SEARCHED.get(where, {}).items()}):
            if "Zebra rounds" in page(client, world.governance_lead, *address(world, story), **query):
                found.add(where)
    return found


def test_what_is_told_to_the_system_is_found_in_every_place(world, client) -> None:
    assert where_shown(world, client, pinned(world)) == set(SHOWN)


def test_narrowing_takes_effect_in_every_place_at_once(world, client) -> None:
    story = pinned(world)
    strands.narrow(strand=story, visibility="team", by=world.coach_in_both, at=later(2))
    assert where_shown(world, client, story) == set()


@pytest.mark.parametrize("level", ["network", "public"])
def test_narrowing_from_wider_than_the_system_takes_effect_for_those_outside(world, client, level) -> None:
    story = pinned(world, visibility=level)
    for where in ("its page", "its thread", "its history", "one of its versions", "the feed"):
        assert "Zebra" in page(client, world.stranger, *SHOWN[where](world, story)), where
    strands.narrow(strand=story, visibility="system", by=world.coach_in_both, at=later(2))
    for where in SHOWN:
        assert "Zebra" not in page(client, world.stranger, *SHOWN[where](world, story)), where


def test_narrowing_takes_it_off_other_peoples_today(world, client) -> None:
    told = world.tell("Bo asks", by=world.improver_there, place=world.there)
    story = world.tell("Zebra rounds.", came_of=[(told, "answers")])
    assert page(client, world.improver_there, "today").count("Zebra rounds") == 1
    assert "Zebra rounds" in page(client, world.governance_lead, "today")
    strands.narrow(strand=story, visibility="team", by=world.improver_here, at=later(1))
    assert "Zebra rounds" not in page(client, world.improver_there, "today")
    assert "Zebra rounds" not in page(client, world.governance_lead, "today")


def test_the_numbers_that_are_taken_away_say_nothing_of_what_was_told(world, client) -> None:
    story = pinned(world)
    taken = page(client, world.governance_lead, "numbers", world.system.slug, world.measure.slug)
    assert taken
    assert "Zebra" not in taken
    assert story.code not in taken


def test_those_of_the_team_go_on_seeing_it(world, client) -> None:
    story = pinned(world)
    strands.narrow(strand=story, visibility="team", by=world.coach_in_both, at=later(2))
    assert "Zebra" in page(client, world.observer, "insight", story.code)
    assert "Zebra" in page(client, world.coach_in_both, "insight", story.code)


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_only_a_second_yes_shows_it_to_more_people(world, old, new) -> None:
    story = world.tell(visibility=old)
    if LEVELS.index(new) > LEVELS.index(old):
        with pytest.raises(Widens):
            strands.narrow(strand=story, visibility=new, by=world.improver_here, at=later(1))
        assert Strand.objects.get(pk=story.pk).visibility == old
        strands.share(strand=story, visibility=new, by=world.improver_here, at=later(1))
    else:
        strands.narrow(strand=story, visibility=new, by=world.improver_here, at=later(1))
    assert Strand.objects.get(pk=story.pk).visibility == new


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_the_page_asks_once_more_before_it_shows_to_more_people(world, client, old, new) -> None:
    story, wider = world.tell(visibility=old), LEVELS.index(new) > LEVELS.index(old)
    client.force_login(world.improver_here)
    address = reverse("sharing", args=[story.code])
    answer = client.post(address, {"visibility": new})
    assert (answer.status_code, Strand.objects.get(pk=story.pk).visibility) == ((200, old) if wider else (302, new))
    if wider:
        said = " ".join(answer.content.decode().split())
        reach = audience(world.system, world.here)
        for level in (old, new):
            assert reach.sentence(level, world.system, world.here) in said
        assert "Nothing has changed yet" in said
        client.post(address, {"visibility": new, "sure": "1"})
        assert Strand.objects.get(pk=story.pk).visibility == new


def test_narrowing_decided_on_an_old_page_does_not_widen_what_was_narrowed_since(world, client) -> None:
    """The form of a public story says network; meanwhile it went to the team, and network is wider than that."""
    story = world.tell(visibility="public")
    strands.narrow(strand=story, visibility="team", by=world.improver_here, at=later(1))
    client.force_login(world.improver_here)
    answer = client.post(reverse("sharing", args=[story.code]), {"visibility": "network"})
    assert "Nothing has changed yet" in answer.content.decode()
    assert Strand.objects.get(pk=story.pk).visibility == "team"


def test_a_name_on_the_public_page_asks_once_more_too(world, client) -> None:
    story = world.tell(visibility="public")
    client.force_login(world.improver_here)
    address, wanted = reverse("sharing", args=[story.code]), {"visibility": "public", "named_in_public": "on"}
    said = client.post(address, wanted).content.decode()
    assert "Show your name by it?" in said
    assert "Everybody sees that you told it" in said
    assert not Strand.objects.get(pk=story.pk).named_in_public
    client.post(address, {**wanted, "sure": "1"})
    assert Strand.objects.get(pk=story.pk).named_in_public


def test_a_name_goes_from_the_public_page_without_being_asked_and_with_the_page(world) -> None:
    story = world.tell(visibility="public")
    named = {"strand": story, "by": world.improver_here, "at": later(1)}
    strands.share(**named, visibility="public", named_in_public=True)
    strands.narrow(**named, visibility="public", named_in_public=False)
    assert not Strand.objects.get(pk=story.pk).named_in_public
    strands.share(**named, visibility="public", named_in_public=True)
    strands.narrow(**named, visibility="network", named_in_public=True)
    assert not Strand.objects.get(pk=story.pk).named_in_public


def test_the_database_keeps_a_name_off_what_is_not_public(world) -> None:
    story = world.tell()
    with pytest.raises(IntegrityError), transaction.atomic():
        Strand.objects.filter(pk=story.pk).update(named_in_public=True)


@pytest.mark.parametrize("who", ["coach_in_both", "observer", "improver_there", "governance_lead", "co_ordinator"])
@pytest.mark.parametrize("act", [strands.share, strands.narrow])
def test_only_whoever_told_it_chooses_who_sees_it(world, client, who, act) -> None:
    story, person = world.tell(), getattr(world, who)
    with pytest.raises(NotAllowed):
        act(strand=story, visibility="system", by=person, at=later(1))
    client.force_login(person)
    assert client.post(reverse("sharing", args=[story.code]), {"visibility": "team"}).status_code == 403
    assert "Choose who sees it" not in client.get(reverse("insight", args=[story.code])).content.decode()


def test_a_stranger_can_neither_choose_nor_know_of_it(world, client) -> None:
    story = world.tell()
    with pytest.raises(NotAllowed):
        strands.narrow(strand=story, visibility="team", by=world.stranger, at=later(1))
    client.force_login(world.stranger)
    assert client.get(reverse("sharing", args=[story.code])).status_code == 404


def test_who_may_no_longer_tell_there_can_narrow_it_and_not_widen_it(world) -> None:
    story = world.tell(by=world.coach_in_both, visibility="network")
    world.coach_in_both.roles.filter(place=world.here).delete()
    coach = type(world.coach_in_both).objects.get(pk=world.coach_in_both.pk)
    with pytest.raises(NotAllowed):
        strands.share(strand=story, visibility="public", by=coach, at=later(1))
    strands.narrow(strand=story, visibility="system", by=coach, at=later(1))
    assert Strand.objects.get(pk=story.pk).visibility == "system"


def test_who_has_left_every_place_can_still_take_their_public_words_back(world, client) -> None:
    story = world.tell(by=world.coach_in_both, visibility="public")
    world.coach_in_both.roles.all().delete()
    client.force_login(world.coach_in_both)
    client.post(reverse("sharing", args=[story.code]), {"visibility": "team"})
    assert Strand.objects.get(pk=story.pk).visibility == "team"


def test_without_a_place_there_is_no_team_to_choose(world) -> None:
    story = world.tell(place=None, by=world.governance_lead)
    assert levels_of(story) == ["system", "network", "public"]
    with pytest.raises(NoTeam):
        strands.narrow(strand=story, visibility="team", by=world.governance_lead, at=later(1))


def test_a_note_on_a_chart_can_be_narrowed_too(world, client) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    told = {"by": world.improver_here, "at": NOW}
    note = measures.annotate(series=series, period=series.periods[2], text="Zebra bells", **told)
    assert "Choose who sees it" in page(client, world.improver_here, "thread", note.code)
    assert "Zebra bells" in page(client, world.governance_lead, *SHOWN["its chart"](world, note))
    strands.narrow(strand=note, visibility="team", **told)
    assert "Zebra bells" not in page(client, world.governance_lead, *SHOWN["its chart"](world, note))


def test_a_chart_that_was_kept_has_no_teller_to_choose(world, client) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    kept = measures.keep_reading(series=series, by=world.improver_here, at=NOW)
    with pytest.raises(NotAllowed):
        strands.share(strand=kept, visibility="public", by=world.improver_here, at=later(1))
    client.force_login(world.improver_here)
    assert client.get(reverse("sharing", args=[kept.code])).status_code == 403


@pytest.fixture
def decision(world):
    return decisions.decide(
        question="Zebra crossing?", choice="Yes", reasons="It works", owner=world.improver_here,
        review_on=later(90).date(), system=world.system, place=world.here, by=world.improver_here, at=NOW,
    )  # fmt: skip


def review(world, decision, **more):
    told = {"by": world.coach_in_both, "at": later(1), **more}
    return decisions.review(decision=decision, verdict="yes", seen="Zebra seen.", **told)


def test_a_narrowed_decision_goes_from_every_list_with_its_reviews(world, client, decision) -> None:
    found = review(world, decision)
    lists = [("learning",), ("system", world.system.slug), ("decide", world.system.slug), ("trail", world.system.slug)]
    for address in [*lists, ("decision", decision.code), ("review", found.code)]:
        assert "Zebra" in page(client, world.governance_lead, *address), address
    strands.narrow(strand=decision, visibility="team", by=world.improver_here, at=later(2))
    for address in [*lists, ("decision", decision.code), ("review", found.code)]:
        assert "Zebra" not in page(client, world.governance_lead, *address), address


def test_a_review_is_seen_no_further_than_its_decision_and_is_not_widened_with_it(world, decision) -> None:
    found = review(world, decision)
    mine = {"strand": found, "by": world.coach_in_both, "at": later(2)}
    with pytest.raises(NotAllowed):
        strands.share(visibility="network", **mine)
    strands.share(strand=decision, visibility="public", by=world.improver_here, at=later(2))
    assert Strand.objects.get(pk=found.pk).visibility == "system"
    strands.share(visibility="public", named_in_public=True, **mine)
    strands.narrow(strand=decision, visibility="network", by=world.improver_here, at=later(3))
    found.refresh_from_db()
    assert (found.visibility, found.named_in_public) == ("network", False)
    shared = Event.objects.filter(verb="share", subject_key=found.code)
    assert [event.after["who sees it"] for event in shared] == ["Public", "The whole network"]


@pytest.mark.parametrize(("decided", "seen"), [("team", "team"), ("system", "system"), ("public", "system")])
def test_a_review_begins_no_wider_than_its_learning_system(world, decision, decided, seen) -> None:
    strands.share(strand=decision, visibility=decided, by=world.improver_here, at=later(1))
    assert review(world, decision).visibility == seen


def test_the_trail_has_who_saw_it_before_and_after_and_never_its_words(world) -> None:
    story = world.tell("Zebra rounds.")
    strands.share(strand=story, visibility="public", named_in_public=True, by=world.improver_here, at=later(1))
    event = Event.objects.latest("pk")
    assert (event.verb, event.by, event.system_id) == ("share", world.improver_here, world.system.pk)
    assert (event.before["who sees it"], event.after["who sees it"]) == ("This learning system", "Public")
    assert (event.before["name on the public page"], event.after["name on the public page"]) == (False, True)
    assert "Zebra" not in f"{event.before}{event.after}"


def test_choosing_what_is_chosen_already_changes_nothing(world) -> None:
    story = world.tell()
    events = Event.objects.count()
    strands.narrow(strand=story, visibility="system", by=world.improver_here, at=later(1))
    assert Event.objects.count() == events


def test_who_sees_it_stays_as_it_was_where_the_trail_cannot_be_written(world, monkeypatch) -> None:
    story = world.tell()
    monkeypatch.setattr("knotwork.learning.audit.models.Event.save", lambda *_given, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        strands.narrow(strand=story, visibility="team", by=world.improver_here, at=later(1))
    assert Strand.objects.get(pk=story.pk).visibility == "system"


@pytest.mark.parametrize("level", LEVELS[:3])
def test_the_page_counts_just_those_who_see_it(world, level) -> None:
    """The sentence is held against the policy: everybody with a role is asked whether they see it."""
    names = ("improver_here", "improver_there", "coach_in_both", "governance_lead", "co_ordinator", "observer")
    everybody = [getattr(world, name) for name in (*names, "stranger")]
    everybody.append(world.make_person("Bea Board", ("sponsor", world.board)))
    world.make_person("Nobody")
    story = world.tell(visibility=level)
    seeing = [person for person in everybody if seen_by(person).filter(pk=story.pk).exists()]
    reach = audience(world.system, world.here)
    assert {"team": reach.in_team, "system": reach.in_system, "network": reach.in_network}[level] == len(seeing)
    assert f"{len(seeing)} people" in reach.sentence(level, world.system, world.here)


def test_whose_account_is_closed_is_not_counted(world) -> None:
    assert world.improver_here.pk
    before = audience(world.system, world.here)
    world.improver_here.is_active = False
    world.improver_here.save()
    after = audience(world.system, world.here)
    assert (before.in_team - after.in_team, before.in_system - after.in_system) == (1, 1)


def test_one_person_is_a_person(world) -> None:
    assert world.observer.pk
    assert audience(world.system, world.here).sentence("team", world.system, world.here).endswith(": 1 person")


def test_what_has_no_name_cannot_go_further_by_any_action(world) -> None:
    story = world.tell(anonymous=True)
    for level in ("team", "network", "public"):
        with pytest.raises(TooFewOrTooMany):
            strands.share(strand=story, visibility=level, by=world.improver_here, at=later(1))
        with pytest.raises(IntegrityError), transaction.atomic():
            Strand.objects.filter(pk=story.pk).update(visibility=level)
    story.refresh_from_db()
    assert (story.visibility, story.anonymous) == ("system", True)


def test_what_is_nobody_elses_yet_is_shown_to_nobody_else(world, client) -> None:
    kept = pinned(world, visibility="own")
    assert where_shown(world, client, kept) == set()
    for person in (world.improver_here, world.governance_lead):
        assert kept not in seen_by(person)
    assert kept in seen_by(world.coach_in_both)


def test_only_what_nobody_else_has_read_can_stay_with_its_teller(world) -> None:
    kept = world.tell("Mine", visibility="own", by=world.improver_here)
    assert levels_of(kept) == ["own", *LEVELS]
    shown = strands.share(strand=kept, visibility="team", by=world.improver_here, at=later(1))
    assert levels_of(shown) == LEVELS
    with pytest.raises(NotAllowed):
        strands.narrow(strand=kept, visibility="own", by=world.improver_here, at=later(2))


@pytest.mark.parametrize("level", ["own", *LEVELS])
def test_who_sees_it_is_said_as_it_was_when_it_was_chosen(world, django_assert_max_num_queries, level) -> None:
    assert all(one.pk for one in (world.improver_here, world.improver_there, world.coach_in_both, world.co_ordinator))
    assert world.stranger.pk
    chosen = audience(world.system, world.here).sentence(level, world.system, world.here)
    with django_assert_max_num_queries(2):
        assert who_sees(level, world.system, world.here) == chosen
