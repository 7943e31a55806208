"""The pack for a meeting: what happened in its days, for the eyes of everybody in the system and no more."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pptx import Presentation

from knotwork.exchange.pack.forms import Days
from knotwork.exchange.pack.queries import MOST, pack
from knotwork.learning.board import actions as board
from knotwork.learning.capture import actions as capture
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.measures.charts import alone
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
LEARNED, MEASURED, DECIDED, CAME, WAITS = range(5)


def decided(world, question="Go on?", **more):
    given = {"by": world.improver_here, "at": NOW, "review_on": later(90).date(), **more}
    return decisions.decide(
        question=question, choice="Yes", reasons="It works", owner=world.improver_here, system=world.system,
        place=world.here, **given,
    )  # fmt: skip


FIRST, LAST = NOW.date(), later(30).date()


def made(world, *, since=FIRST, until=LAST):
    return pack(
        world.system, since=since, until=until, at=later(31), address=lambda path: f"https://x{path}", draw=alone
    )


def day(days: float) -> str:
    """A day, so many after the first, as a pack writes it."""
    then = later(days).date()
    return f"{then.day} {then:%B %Y}"


def titles(made, section) -> list[str]:
    return [line.title for line in made.sections[section].lines]


def said(made, section) -> str:
    return " ".join(words for line in made.sections[section].lines for words in line.said)


def test_what_was_learned_in_its_days_is_in_it_themes_first(world) -> None:
    world.tell("Before", at=later(-1))
    bell = world.tell("Bell", learned="It was too far.", at=later(1))
    world.tell("After", at=later(31))
    board.name_theme(
        name="Night", about="Few people.", insights=[bell], system=world.system, by=world.improver_here, at=later(2)
    )
    found = made(world)
    assert titles(found, LEARNED) == ["Night", "Bell"]
    assert (
        said(found, LEARNED)
        == "Few people. Theme, Falls, 7 October 2026 It was too far. Insight, Ward 4, 6 October 2026"
    )


def test_the_first_and_the_last_day_belong_to_it_whole(world) -> None:
    world.tell("First", at=NOW.replace(hour=0, minute=0))
    world.tell("Last", at=later(30).replace(hour=23, minute=59))
    assert sorted(titles(made(world), LEARNED)) == ["First", "Last"]


def test_what_was_decided_stands_with_its_reasons_and_who_saw_it_otherwise(world) -> None:
    decided(world, dissent="Nights are short.", at=later(1))
    found = made(world)
    assert titles(found, DECIDED) == ["Go on?"]
    words = (
        "Yes Because: It works Seen otherwise: Nights are short. Ada Here carries it. We look again on 3 January 2027."
    )
    assert said(found, DECIDED) == words


def test_a_decision_that_it_was_too_early_to_judge_says_its_new_day(world) -> None:
    early, judged = decided(world, "Early?", at=later(1)), decided(world, "Judged?", at=later(2))
    old = decided(world, "Old?", at=later(-9))
    for decision in (early, old):
        decisions.review(
            decision=decision, verdict="too early", seen="So", look_again_on=later(60).date(), by=world.improver_here,
            at=later(3),
        )  # fmt: skip
    decisions.review(decision=judged, verdict="yes", seen="Fewer", by=world.improver_here, at=later(3))
    found = made(world)
    said_of = {line.title: line.said[-1] for line in found.sections[DECIDED].lines}
    assert said_of == {
        "Early?": "Ada Here carries it. We look again on 4 December 2026.",
        "Judged?": "Ada Here carries it.",
    }
    assert said(found, CAME).endswith("Too early to say. So To be looked at again on 4 December 2026.")


def test_what_came_of_earlier_decisions_is_told_where_it_is_new(world) -> None:
    old, quiet = decided(world, "Old?", at=later(-9)), decided(world, "Quiet?", at=later(-9))
    decisions.review(decision=old, verdict="yes", seen="Fewer", by=world.improver_here, at=later(3))
    action = doings.begin(
        decision=old, what="Move it", owner=world.improver_here, due_on=later(9).date(), by=world.improver_here,
        at=later(-8),
    )  # fmt: skip
    doings.finish(strand=action, end="done", went="Easy.", by=world.improver_here, at=later(4))
    decisions.review(decision=quiet, verdict="no", seen="As many", by=world.improver_here, at=later(-3))
    found = made(world)
    assert titles(found, CAME) == ["Old?"]
    words = "Looked at again on 8 October 2026. Did it do what we expected? Yes. Fewer Move it: Done. Easy."
    assert said(found, CAME) == words


def test_what_waits_is_there_whatever_the_days(world) -> None:
    told = world.tell("Unanswered", at=later(-60))
    late = decided(world, "Late?", at=later(-60), review_on=later(-30).date())
    doings.begin(
        decision=late, what="Move it", owner=world.improver_here, due_on=later(-20).date(), by=world.improver_here,
        at=later(-60),
    )  # fmt: skip
    found = made(world)
    assert titles(found, WAITS) == ["Late?", "Move it", told.title]
    who, carries = world.improver_here.name, late.decision.owner.name
    assert [line.said for line in found.sections[WAITS].lines] == [
        (f"Decided on {day(-60)}, and was to be looked at again on {day(-30)}. {carries} carries it.",),
        (f"Its day was {day(-20)}, and it has not ended. {who} does it.",),
        (f"Told on {day(-60)}, and not answered yet.",),
    ]


@pytest.mark.parametrize(("due", "words"), [(40, "Under way, by {}."), (-2, "Not done yet; its day was {}.")])
def test_an_action_under_way_says_whether_its_day_has_come(world, due, words) -> None:
    old = decided(world, "Old?", at=later(-9))
    doings.begin(
        decision=old, what="Move it", owner=world.improver_here, due_on=later(due).date(), by=world.improver_here,
        at=later(-8),
    )  # fmt: skip
    world.tell("What came of it", at=later(2), came_of=[(old, "prompted by")])
    assert f"Move it: {words.format(day(due))}" in said(made(world), CAME)


def test_a_chart_that_changed_in_its_days_is_in_it_as_it_reads(world) -> None:
    shift = [6, 7, 5, 8, 6, 7, 5, 6, 8, 7, 6, 5] + [2] * 12
    measure = world.make_measure(world.system, [], name="Slips")
    world.fill(measure, world.here, shift, 1000)
    every = made(world, since=date(2020, 1, 1), until=date(2026, 12, 31))
    assert titles(every, MEASURED) == ["Slips on Ward 4"]
    (line,) = every.sections[MEASURED].lines
    assert line.pictures[0].svg.startswith("<svg")
    assert line.pictures[0].words == line.said[0]
    none = made(world, since=date(2019, 1, 1), until=date(2019, 2, 1))
    assert titles(none, MEASURED) == []
    assert "shows evidence of a change that began in these days" in none.sections[MEASURED].empty


def test_what_is_for_a_team_is_in_no_pack_whoever_makes_it(world, client) -> None:
    world.tell("Zebra", visibility="team", by=world.improver_here, at=later(1))
    world.tell("Zebra kept", visibility="own", by=world.improver_here, at=later(1))
    hidden = decided(world, "Zebra?", at=later(-60), review_on=later(-30).date())
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="team")
    found = made(world)
    assert "Zebra" not in str(found)
    client.force_login(world.improver_here)
    query = {"since": NOW.date().isoformat(), "until": later(30).date().isoformat()}
    assert "Zebra" not in client.get(reverse("pack", args=[world.system.slug]), query).content.decode()


def test_an_empty_system_has_a_pack_that_says_so(world) -> None:
    found = made(world)
    assert [section.lines for section in found.sections] == [()] * 5
    assert all(section.empty for section in found.sections)


def test_very_much_is_counted_and_takes_as_many_queries_as_little(world, django_assert_num_queries) -> None:
    def one(number):
        world.tell(f"Story {number}", at=later(1))
        old = decided(world, f"Old {number}?", at=later(-60), review_on=later(-30).date())
        decisions.review(decision=old, verdict="yes", seen="Fewer", by=world.improver_here, at=later(3))
        decided(world, f"New {number}?", at=later(2))

    for number in range(MOST):
        one(number)
    with CaptureQueriesContext(connection) as few:
        made(world)
    for number in range(MOST, 2 * MOST):
        one(number)
    with django_assert_num_queries(len(few)):
        found = made(world)
    assert [len(section.lines) for section in found.sections[: CAME + 1]] == [MOST, 0, MOST, MOST]
    assert [section.more for section in found.sections[: CAME + 1]] == [MOST, 0, MOST, MOST]


def shown(world, client, name="pack", **query):
    client.force_login(world.observer)
    return client.get(reverse(name, args=[world.system.slug]), query)


def test_what_is_not_shown_of_what_was_learned_can_be_leafed_through(world, client) -> None:
    for number in range(MOST + 2):
        world.tell(f"Story {number}", at=later(1))
    world.tell("Before", at=later(-1))
    days = {"since": FIRST.isoformat(), "until": LAST.isoformat()}
    page = shown(world, client, **days).content.decode()
    (address,) = re.findall(r'<a href="([^"]+)">And 2 more</a>', page)
    every = client.get(address.replace("&amp;", "&")).content.decode()
    assert f"Story {MOST + 1}" in every
    assert "Story 0" in every
    assert "Before" not in every
    assert address.replace("&amp;", "&").encode() in shown(world, client, "pack-pdf", **days).content


def test_the_page_reads_like_a_minute(world, client) -> None:
    world.tell("The <bell>", at=later(1))
    query = {"since": "2026-10-01", "until": "2026-10-31"}
    page = shown(world, client, **query).content.decode()
    for words in ("1 October 2026 to 31 October 2026", "What we learned", "The &lt;bell&gt;", "What waits"):
        assert words in page
    assert "pack/pdf/?since=2026-10-01&amp;until=2026-10-31" in page


def test_a_pdf_and_slides_say_the_same(world, client) -> None:
    told = world.tell("Bell", at=later(1))
    query = {"since": "2026-10-01", "until": "2026-10-31"}
    pdf = shown(world, client, "pack-pdf", **query)
    assert pdf.content.startswith(b"%PDF-")
    assert f"http://testserver{told.get_absolute_url()}".encode() in pdf.content
    assert pdf["Content-Disposition"] == 'attachment; filename="falls-2026-10-31.pdf"'
    slides = Presentation(BytesIO(shown(world, client, "pack-slides", **query).content)).slides
    assert [slide.shapes.title.text for slide in slides] == [
        "Falls: what we learned and decided", "What we learned", "What the measures say", "What we decided",
        "What came of earlier decisions", "What waits",
    ]  # fmt: skip
    assert "Bell" in slides[1].placeholders[1].text_frame.text


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-10-31", "2026-10-01", "The first day comes after the last"),
        ("2010-01-01", "2026-10-01", "three years at most"),
        ("yesterday", "2026-10-01", "Write a day with its month and year"),
    ],
)
def test_days_that_cannot_be_are_said_beside_the_field(world, client, since, until, words) -> None:
    assert words in shown(world, client, since=since, until=until).content.decode()
    refused = shown(world, client, "pack-pdf", since=since, until=until)
    assert refused.status_code == 400
    assert words in refused.content.decode()


def test_without_days_it_is_about_a_quarter() -> None:
    form = Days({}, today=date(2026, 10, 5))
    assert form.is_valid()
    assert form.cleaned_data["until"] - form.cleaned_data["since"] == timedelta(days=91)


def test_the_demonstration_says_that_it_is_one(world, client, settings) -> None:
    settings.DEMONSTRATION = True
    assert "the network is simulated" in shown(world, client).content.decode()


def test_a_theme_waits_once_and_what_was_told_through_a_link_is_not_for_everybody(world) -> None:
    told = [world.tell(f"Told {number}", at=later(-60)) for number in range(3)]
    board.name_theme(name="Night", insights=told, system=world.system, by=world.improver_here, at=later(-50))
    opening = capture.begin(
        title="Wall", system=world.system, place=world.here, until=later(5), by=world.improver_here, at=NOW
    )
    capture.tell(opening=opening, happened="A secret", by=None, at=NOW)
    found = made(world)
    assert titles(found, WAITS) == ["Night"]
    assert said(found, WAITS) == "Grouped on 16 August 2026, and nothing is decided yet."
    assert found.sections[WAITS].more == 0
