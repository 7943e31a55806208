"""The simulated network under Anhøj's rules: what was planted is found, and little else is."""

from collections import Counter

import pytest

from knotwork.science.simulation import MEASURES
from knotwork.science.spc.analysis import analyse

MEASURE = {measure.id: measure for measure in MEASURES}


def chart(network, place, measure, through=None):
    """The chart of one team's measure, as far as the month `through`."""
    rows = [row for row in network.series(place, measure) if through is None or row.month <= through]
    found = MEASURE[measure]
    return analyse(
        found.chart,
        [row.numerator for row in rows],
        [row.denominator for row in rows],
        x=[row.month for row in rows],
        multiply=found.multiply,
        direction=found.direction,
    )


def better_or_worse(change):
    return "better" if (change.became > change.was) == (MEASURE[change.measure].direction == "increase") else "worse"


def verdicts(network, measure):
    return {team.id: chart(network, team.id, measure.id).verdict for team in network.teams}


def planted_places(network, measure):
    return {change.place for change in network.truth if change.measure == measure.id}


def test_every_planted_change_shows_on_its_chart_in_the_demonstration(network):
    found = {change.place: chart(network, change.place, change.measure).verdict for change in network.truth}
    assert found == {change.place: better_or_worse(change) for change in network.truth}


def test_the_charts_of_the_demonstration_date_each_step_to_within_three_months(network):
    for change in network.truth:
        seen = chart(network, change.place, change.measure)
        if change.shape == "step":
            assert abs(network.months.index(seen.x[seen.since - 1]) - change.position) <= 3


def test_a_signal_of_the_story_is_on_its_chart_when_the_story_says_that_it_was_seen(network):
    for signal in network.story.signals:
        seen = chart(network, signal.place, signal.measure, signal.through)
        assert (signal.id, seen.verdict) == (signal.id, signal.meaning)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_most_teams_of_the_demonstration_show_no_evidence_of_change(network, measure):
    counts = Counter(verdicts(network, measure).values())
    assert counts["steady"] >= 30
    assert 3 <= counts["better"] <= 5
    assert 1 <= counts["worse"] <= 2


def test_a_few_stable_charts_signal_by_chance_as_they_would_in_life(network):
    signalling = [
        (team, measure.id)
        for measure in MEASURES
        for team, verdict in verdicts(network, measure).items()
        if verdict != "steady" and team not in planted_places(network, measure)
    ]
    assert 3 <= len(signalling) <= 15


def test_the_ward_that_tried_and_stopped_is_steady(network):
    assert chart(network, "ward-9", "falls-rate").verdict == "steady"


def test_sensor_mats_made_no_difference_by_the_time_they_were_reviewed(network):
    falls = [row for row in network.series("ward-12", "falls-rate") if row.month >= network.months[18]]
    review = next(review for review in network.story.reviews if review.decision == "sensor-mats")
    arrived = next(each for each in network.story.strands if each.id == "mats-arrive").month
    before = [row for row in falls if row.month < arrived]
    since = [row for row in falls if arrived <= row.month and row.month.replace(day=28) < review.on]
    level = [sum(row.numerator for row in rows) / sum(row.denominator for row in rows) for rows in (before, since)]
    assert level[1] > 0.9 * level[0]


def test_planted_changes_are_nearly_always_found_whatever_the_seed(networks):
    found = [
        chart(network, change.place, change.measure).verdict == better_or_worse(change)
        for network in networks
        for change in network.truth
    ]
    assert sum(found) / len(found) > 0.9


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_stable_teams_are_mostly_steady_whatever_the_seed(networks, measure):
    """Charts that are read all at once do signal by chance: about one in seven here, and never all or none."""
    signalling = [
        verdict != "steady"
        for network in networks
        for team, verdict in verdicts(network, measure).items()
        if team not in planted_places(network, measure)
    ]
    assert 0.05 < sum(signalling) / len(signalling) < 0.25
