"""No page and no file tells a hidden number to somebody from elsewhere, nor takes longer over it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.learning.decisions import actions as decisions
from knotwork.learning.measures import actions
from knotwork.learning.measures.queries import (
    series_of,
    unsuppressed,
)
from knotwork.science.privacy import attack, shown_across
from tests.access.addresses import addresses, text_of
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
# As the measure of these tests is made, in conftest.py.
SEVEN, MILLION = 7, 1_000_000.0


def at(measure, place, by=None):
    return series_of(measure, [place.code], by=by)[0]


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def told_of(world, few) -> None:
    """Everything that could carry a number elsewhere: kept charts, told of and decided from, notes and a trail."""
    own = at(few, world.here, world.improver_here)
    world.tell("Two harms fewer", measure=few, period=own.periods[7], signal=own)
    decisions.decide(
        question="Keep the round?", choice="Yes", reasons="Harm", owner=world.improver_here, review_on=later(9).date(),
        system=world.system, place=world.here, by=world.improver_here, at=NOW, charts=[own],
    )  # fmt: skip
    decisions.decide(
        question="Wait?", choice="No", reasons="Harm", owner=world.improver_here, review_on=later(9).date(),
        system=world.system, place=world.here, by=world.improver_here, at=NOW, judged_by=[own],
    )  # fmt: skip
    actions.annotate(series=own, period=own.periods[7], text="New bells", by=world.improver_here, at=NOW)
    row = (world.here.pk, own.periods[7], 4.0, 7.0)
    actions.bring_in(
        measure=few, additions=[], changes=[row], before=[(row[0], row[1], 3.0, 7.0)], source="harm.csv",
        by=world.co_ordinator, at=NOW,
    )  # fmt: skip


def paths_of(world, few) -> list[str]:
    """Every page of the site that can be opened by somebody from elsewhere in the system, those of this measure too."""
    from knotwork.learning.strands.models import Strand

    asked = [address.path for address in addresses(world)]
    one = reverse("measure", args=[world.system.slug, few.slug])
    chart = reverse("chart", args=[world.system.slug, few.slug, world.here.code])
    asked += [one, f"{one}?place={world.here.code}", f"{one}?signal=early", f"{one}?scale=shared", f"{one}numbers.csv"]
    asked += [chart, f"{chart}?chart=run", f"{chart}?chart=i", reverse("today"), reverse("learning")]
    asked += [f"{reverse('decide', args=[world.system.slug])}?from=chart/{few.slug}/{world.here.code}"]
    for strand in Strand.objects.all():
        asked += [strand.get_absolute_url(), reverse("thread", args=[strand.code])]
        asked += [reverse("look-again", args=[strand.code])] if strand.kind == "decision" else []
    return asked


@pytest.fixture
def given_away(world, few) -> re.Pattern:
    """The rates that would give a hidden count away (2, 3, and the 4 that it was corrected to), however written."""
    told_of(world, few)
    rates = [f"{int(count / SEVEN * MILLION):,}" for count in (2, 3, 4)]
    assert rates == ["285,714", "428,571", "571,428"]
    return re.compile("|".join(rf"(?<![\d,.]){rate[:3]},?{rate[4:6]}" for rate in rates))


@pytest.mark.parametrize("who", ["improver_there", "governance_lead"])
def test_no_page_of_the_site_tells_a_hidden_number_to_somebody_from_elsewhere(
    world, client, few, given_away, who
) -> None:
    client.force_login(getattr(world, who))
    opened = 0
    for path in paths_of(world, few):
        answer = client.get(path)
        if answer.status_code != 200:
            continue
        opened += 1
        page = text_of(answer.content)
        assert given_away.findall(page) == [], path
    assert opened > 20


def test_the_search_for_hidden_numbers_finds_them_where_they_may_be_seen(world, client, few, given_away) -> None:
    """A test of the test: on the pages of somebody who may see them, the same search finds them."""
    client.force_login(world.improver_here)
    pages = "".join(text_of(client.get(path).content) for path in paths_of(world, few))
    assert set(given_away.findall(pages)) == {"285,71", "428,57", "571,42"}


@pytest.mark.parametrize("who", ["improver_there", "governance_lead", "coach_in_both"])
def test_what_the_file_shows_adds_up_to_nothing_that_is_hidden(world, client, few, who) -> None:
    """The totals attack on the very numbers that a person takes away, with the true total of every month known."""
    by = getattr(world, who)
    client.force_login(by)
    path = f"{reverse('measure', args=[world.system.slug, few.slug])}numbers.csv"
    lines = [line.split(",") for line in client.get(path).content.decode("utf-8-sig").splitlines()[1:]]
    truth = {(one.place.name, f"{when:%Y-%m-%d}"): int(y) for one in unsuppressed([few])
             for when, y in zip(one.periods, one.numerators, strict=True)}  # fmt: skip
    seen = {(place, when): int(count) if count else None for place, _parent, when, count, *_rest in lines}
    assert set(seen) == set(truth)
    for when in sorted({when for _place, when in truth}):
        month = {place: count for (place, other), count in truth.items() if other == when}
        own = {place for place in month if seen[place, when] is not None and month[place] < 5}
        shown = shown_across(month, {}, 5, own)
        assert all(seen[place, when] in (None, count) for place, count in month.items())
        reach = attack(shown)
        for place, count in month.items():
            if 0 < count < 5 and place not in own:
                assert seen[place, when] is None
                assert reach[place, "n"].most >= 5


def test_a_measure_that_hides_asks_the_database_as_often_for_many_places_as_for_few(world, few, client) -> None:
    client.force_login(world.improver_there)
    told_of(world, few)
    paths = [
        reverse("measure", args=[world.system.slug, few.slug]),
        reverse("chart", args=[world.system.slug, few.slug, world.here.code]),
        reverse("today"), reverse("system", args=[world.system.slug]),
        f"{reverse('measure', args=[world.system.slug, few.slug])}numbers.csv",
    ]  # fmt: skip
    before = [asked(client, path) for path in paths]
    for number in range(12):
        world.fill(few, world.make_place(f"Ward {300 + number}", parent=world.board), [2, 3, 20, 30], SEVEN)
    assert [asked(client, path) for path in paths] == before


def test_a_decision_from_many_charts_asks_no_more_often_than_one_from_few(world, few, client) -> None:
    client.force_login(world.improver_there)
    every = series_of(few, by=world.co_ordinator)
    said = {
        "choice": "Yes", "reasons": "Harm", "owner": world.improver_here, "review_on": later(9).date(),
        "system": world.system, "by": world.co_ordinator, "at": NOW,
    }  # fmt: skip
    one, many = (decisions.decide(question=f"Go on? {n}", charts=every[:n], **said) for n in (1, 5))
    assert asked(client, one.get_absolute_url()) == asked(client, many.get_absolute_url())


def asked(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
