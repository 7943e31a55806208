"""The page for telling."""

from uuid import uuid4

import pytest
from django.urls import reverse

from knotwork.learning.insights.models import Insight
from knotwork.learning.measures.queries import series_of
from knotwork.learning.people.queries import audience
from knotwork.learning.strands.models import Link, Strand

pytestmark = pytest.mark.django_db
NASTY = """<script>alert("x")</script> & 'quoted' \u202eevil \u0301 🙂"""


@pytest.fixture
def telling(world, client):
    """The page, opened by the improver here."""
    client.force_login(world.improver_here)
    given = {"system": world.system.slug, "place": world.here.code, "visibility": "system", "how": ""}

    def post(**typed):
        return client.post(reverse("tell"), {**given, "happened": "We moved the bell.", "token": uuid4(), **typed})

    return post


def test_what_is_told_is_kept_and_its_teller_is_thanked(telling, client) -> None:
    answer = telling(learned="Ask.", needed_by="Everyone")
    insight = Insight.objects.get()
    assert answer.url == reverse("insight", args=[insight.strand.code])
    assert (insight.happened, insight.learned, insight.needed_by) == ("We moved the bell.", "Ask.", "Everyone")
    assert "Thank you" in client.get(answer.url).content.decode()


def test_the_place_is_filled_in_for_whoever_has_one(world, client) -> None:
    client.force_login(world.improver_here)
    assert "Take away: Ward 4" in client.get(reverse("tell")).content.decode()
    client.force_login(world.coach_in_both)
    assert "Take away: Ward" not in client.get(reverse("tell")).content.decode()


def test_the_same_form_sent_twice_is_told_once(telling) -> None:
    token = uuid4()
    assert telling(token=token).url == telling(token=token).url
    assert Insight.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"happened": "   "}, "happened"),
        ({"happened": "x" * 10_001}, "happened"),
        ({"system": "sepsis"}, "system"),
        ({"place": "nowhere"}, "place"),
        ({"visibility": "everyone"}, "visibility"),
        ({"visibility": "team", "place": ""}, "place"),
        ({"period": "soon"}, "period"),
        ({"token": "not-a-token"}, "token"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(telling, typed, field) -> None:
    answer = telling(learned="Kept words", **typed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Kept words" in answer.content.decode()
    assert Insight.objects.count() == 0


def test_another_wards_place_is_not_offered_and_not_taken(telling, world) -> None:
    assert list(telling(place=world.there.code).context["form"].errors) == ["place"]


@pytest.mark.parametrize("field", ["happened", "learned", "needed_by"])
def test_mark_up_in_any_text_stays_text(telling, client, field) -> None:
    page = client.get(telling(**{field: NASTY}).url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_title_of_mark_up_is_harmless_in_lists_and_pictures(telling, client) -> None:
    told = telling(happened=NASTY)
    code = told.url.rstrip("/").rsplit("/", 1)[1]
    for address in (reverse("learning"), reverse("thread", args=[code]), reverse("learning") + "?q=%3Cscript%3E"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_story_about_a_signal_keeps_the_chart_and_is_linked_to_it(telling, world) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    telling(measure=world.measure.slug, period=f"{series.periods[3]:%Y-%m-%d}", signal="1")
    link = Link.objects.get()
    assert (link.relation, link.origin.reading.measure) == ("prompted by", world.measure)
    assert link.outcome.pins.get().period == series.periods[3]


@pytest.mark.parametrize("how", ["supports", "contradicts", "adapted from", "answers", "prompted by"])
def test_a_story_joins_another_in_the_way_that_was_chosen(telling, world, how) -> None:
    theirs = world.tell("Theirs", by=world.improver_there, place=world.there)
    telling(came_of=theirs.code, how=how)
    link = Link.objects.get()
    assert (link.origin, link.relation) == (theirs, how)


def test_a_strand_that_is_hidden_from_me_cannot_be_joined(telling, world) -> None:
    hidden = world.tell("Hidden", by=world.improver_there, place=world.there, visibility="team")
    telling(came_of=hidden.code, how="supports")
    assert Link.objects.count() == 0


@pytest.mark.parametrize(("chip", "gone"), [("place", "Ward 4"), ("measure", "Falls since"), ("came_of", "“Theirs”")])
def test_a_chip_can_be_taken_away_and_the_words_stay(world, client, chip, gone) -> None:
    client.force_login(world.improver_here)
    theirs = world.tell("Theirs", by=world.improver_there, place=world.there)
    given = {
        "system": world.system.slug, "place": world.here.code, "measure": world.measure.slug, "period": "2026-01-01",
        "came_of": theirs.code, "happened": "Half a sen",
    }  # fmt: skip
    before = client.post(reverse("tell"), {**given, "without": "nothing"}).content.decode()
    after = client.post(reverse("tell"), {**given, "without": chip}).content.decode()
    assert f"Take away: {gone}" in before
    assert f"Take away: {gone}" not in after
    assert "Half a sen" in after
    assert Strand.objects.count() == 1


def test_somebody_in_no_learning_system_is_told_whom_to_ask(world, client) -> None:
    client.force_login(world.make_person("Nobody"))
    page = client.get(reverse("tell")).content.decode()
    assert "no learning system" in page
    assert "co-ordinator" in page


def test_the_page_says_who_will_see_it(world, client) -> None:
    client.force_login(world.improver_here)
    assert "Everyone in Falls" in client.get(reverse("tell")).content.decode()
    assert "Only people with a role in Ward 4" in client.get(reverse("tell") + "?visibility=team").content.decode()


LEVELS = ["team", "system", "network", "public"]


@pytest.mark.parametrize("level", LEVELS)
def test_before_sending_each_choice_says_who_that_is_and_how_many(world, client, level) -> None:
    assert world.improver_there.pk
    client.force_login(world.improver_here)
    said = " ".join(client.get(reverse("tell")).content.decode().split())
    assert audience(world.system, world.here).sentence(level, world.system, world.here) in said


def test_the_words_of_each_choice_are_plain(world) -> None:
    people = [world.improver_here, world.improver_there, world.coach_in_both, world.governance_lead, world.stranger]
    assert len({person.pk for person in people}) == 5
    reach = audience(world.system, world.here)
    assert [reach.sentence(level, world.system, world.here) for level in LEVELS] == [
        "Only people with a role in Ward 4: 2 people",
        "Everyone in Falls: 4 people in 2 places",
        "Everyone in the network: 5 people in 3 places",
        "Anybody at all, without an account",
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_it_is_shown_to_those_whom_its_teller_chose(telling, level) -> None:
    telling(visibility=level)
    assert Strand.objects.get().visibility == level


def test_what_is_told_without_a_name_is_kept_without_one(telling, client) -> None:
    answer = telling(anonymous="on")
    assert Strand.objects.get().anonymous
    assert "Told without a name (by you, and only you see that)" in client.get(answer.url).content.decode()


@pytest.fixture
def two_teams(world, client):
    """The page as the coach of two teams in two learning systems opens it, said to be for the team here."""
    world.elsewhere.participations.create(place=world.there)
    client.force_login(world.coach_in_both)
    given = {"system": world.system.slug, "place": world.here.code, "how": "", "happened": "We moved the bell."}
    shown = client.get(reverse("tell"), given).context["form"].shown_for
    return lambda **typed: client.post(reverse("tell"), {**given, "shown_for": shown, **typed})


def test_who_will_see_it_is_said_anew_where_the_team_was_changed_since(world, two_teams) -> None:
    answer = two_teams(place=world.there.code, visibility="team")
    assert list(answer.context["form"].errors) == ["visibility"]
    assert "Only people with a role in Ward 9" in answer.content.decode()
    assert Strand.objects.count() == 0
    again = answer.context["form"].shown_for
    assert two_teams(place=world.there.code, visibility="team", shown_for=again).status_code == 302


def test_who_will_see_it_is_said_anew_where_the_learning_system_was_changed_since(world, two_teams) -> None:
    moved = {"system": world.elsewhere.slug, "place": world.there.code, "visibility": "system"}
    answer = two_teams(**moved)
    assert list(answer.context["form"].errors) == ["visibility"]
    assert "Everyone in Sepsis" in answer.content.decode()
    assert Strand.objects.count() == 0


@pytest.mark.parametrize("level", ["system", "network", "public"])
def test_another_place_in_the_same_system_is_seen_by_the_same_people_and_asks_nothing(world, two_teams, level) -> None:
    assert two_teams(place=world.there.code, visibility=level).status_code == 302


def test_a_form_without_what_the_page_said_is_taken_as_it_stands(world, two_teams) -> None:
    assert two_teams(shown_for="", visibility="team").status_code == 302


def test_whoever_belongs_nowhere_can_send_the_form_and_is_told_what_is_missing(world, client) -> None:
    client.force_login(world.make_person("Nobody"))
    answer = client.post(reverse("tell"), {"happened": "A", "visibility": "system", "shown_for": "falls/x"})
    assert answer.status_code == 200
    assert Strand.objects.count() == 0
