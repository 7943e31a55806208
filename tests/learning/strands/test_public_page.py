"""The page of a public strand: anybody reads its words, and nothing else is let out."""

from re import findall

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.strands import actions as strands
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db


def public(client, strand):
    return client.get(reverse("public", args=[strand.code]))


def test_a_stranger_reads_its_words_its_place_and_its_day_without_signing_in(world, client) -> None:
    story = world.tell("We moved the bell.", learned="Ask first.", needed_by="Homes", visibility="public")
    said = public(client, story).content.decode()
    for words in ("We moved the bell.", "Ask first.", "Homes", "Ward 4", "5 October 2026"):
        assert words in said


@pytest.mark.parametrize("level", ["team", "system", "network"])
def test_what_is_not_public_is_not_there(world, client, level) -> None:
    story = world.tell("We moved the bell.", visibility=level)
    nowhere = client.get(reverse("public", args=["nosuchcode"]))
    answer = public(client, story)
    assert answer.status_code == nowhere.status_code == 404
    assert answer.content.replace(story.code.encode(), b"") == nowhere.content.replace(b"nosuchcode", b"")


def test_somebody_signed_in_sees_the_same_page_as_the_world(world, client) -> None:
    story = world.tell(visibility="public")
    outside = public(client, story).content.decode()
    client.force_login(world.improver_here)
    assert public(client, story).content.decode() == outside


def test_narrowing_shuts_it_at_once(world, client) -> None:
    story = world.tell(visibility="public")
    assert public(client, story).status_code == 200
    strands.narrow(strand=story, visibility="network", by=world.improver_here, at=later(1))
    assert public(client, story).status_code == 404


def test_no_copy_is_kept_that_would_outlive_narrowing(world, client) -> None:
    answer = public(client, world.tell(visibility="public"))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"


def test_it_names_its_teller_only_where_they_chose_so(world, client) -> None:
    story = world.tell(visibility="public")
    assert "Ada" not in public(client, story).content.decode()
    strands.share(strand=story, visibility="public", named_in_public=True, by=world.improver_here, at=later(1))
    assert "Ada Here" in public(client, story).content.decode()
    strands.narrow(strand=story, visibility="public", by=world.improver_here, at=later(2))
    assert "Ada" not in public(client, story).content.decode()


def test_what_was_told_without_a_name_has_none_there_unless_its_teller_adds_it(world, client) -> None:
    story = world.tell(anonymous=True)
    strands.share(strand=story, visibility="public", named=True, by=world.improver_here, at=later(1))
    assert "Ada" not in public(client, story).content.decode()


def test_only_the_newest_words_are_public(world, client) -> None:
    story = world.tell("Mrs Finch fell.", visibility="public")
    strands.edit(strand=story, words={"happened": "Somebody fell."}, began_from=1, by=world.improver_here, at=later(1))
    said = public(client, story).content.decode()
    assert "Somebody fell." in said
    assert "Finch" not in said
    for name, args in (("history", [story.code]), ("version", [story.code, 1]), ("insight", [story.code])):
        assert client.get(reverse(name, args=args)).status_code == 302  # to the page for signing in


def test_its_neighbours_stand_there_only_where_they_are_public_too(world, client) -> None:
    hidden = [world.tell(f"Zebra {level}", visibility=level) for level in ("team", "system", "network")]
    shown = world.tell("Open before", visibility="public")
    story = world.tell(
        "Middle", visibility="public", came_of=[(one, "supports") for one in [*hidden, shown]], at=later(1)
    )
    world.tell("Zebra after", came_of=[(story, "tests")], at=later(2))
    world.tell("Open after", came_of=[(story, "tests"), (story, "supports")], visibility="public", at=later(2))
    said = public(client, story).content.decode()
    assert "Zebra" not in said
    assert said.count("Open before") == said.count("Open after") == 1
    assert "It is supported by this insight." in said
    assert "It tests this insight; it supports this insight." in said


def test_it_leads_to_no_page_that_asks_to_sign_in(world, client) -> None:
    before = world.tell("Open before", visibility="public")
    story = world.tell("Middle", visibility="public", came_of=[(before, "supports")], at=later(1))
    said = public(client, story).content.decode()
    links = {link for link in findall(r'href="(/[^"]*)"', said) if not link.startswith("/static/")}
    assert links == {"/", reverse("public", args=[before.code])}


@pytest.mark.parametrize("leak", ["Falls", "falls", "Northmoor", "example.org", "csrf", "Changed on", "prompted"])
def test_nothing_else_of_the_site_is_let_out(world, client, leak) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    story = world.tell(
        "We moved the bell.", visibility="public", measure=world.measure, period=series.periods[3], signal=series
    )
    assert leak not in public(client, story).content.decode()


def test_a_decision_shows_its_words_and_not_who_carries_it(world, client) -> None:
    made = decisions.decide(
        question="Go on?", choice="Yes, here", reasons="It works", dissent="Some", owner=world.improver_there,
        review_on=later(90).date(), system=world.system, place=world.here, by=world.improver_here, at=NOW,
    )  # fmt: skip
    strands.share(strand=made, visibility="public", by=world.improver_here, at=later(1))
    said = public(client, made).content.decode()
    for words in ("Go on?", "Yes, here", "It works", "Some"):
        assert words in said
    assert "Bo There" not in said
    assert "Ada" not in said


def test_a_kept_chart_has_no_public_page(world, client) -> None:
    kept = measures.keep_reading(series=series_of(world.measure, [world.here.code])[0], by=world.improver_here, at=NOW)
    type(kept).objects.filter(pk=kept.pk).update(visibility="public")
    assert public(client, kept).status_code == 404


def test_mark_up_in_its_words_stays_text(world, client) -> None:
    said = public(client, world.tell("<script>alert(1)</script>", visibility="public")).content.decode()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert" in said


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_done_there(world, client, method) -> None:
    story = world.tell("We moved the bell.", visibility="public")
    getattr(client, method)(reverse("public", args=[story.code]), {"visibility": "team", "sure": "1"})
    assert public(client, story).status_code == 200


def test_it_asks_the_database_no_more_often_for_many_neighbours(world, client) -> None:
    counts = []
    story = world.tell("Middle", visibility="public")
    for more in (1, 8):
        for number in range(more):
            world.tell(f"After {more} {number}", came_of=[(story, "tests")], visibility="public", at=later(1))
        with CaptureQueriesContext(connection) as queries:
            public(client, story)
        counts.append(len(queries))
    assert counts[0] == counts[1]
