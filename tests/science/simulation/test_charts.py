"""The simulated network under Anhøj's rules: what was planted is found, and little else is."""

from collections import Counter
from datetime import date, timedelta

import pytest

from knotwork.science.method.before_after import before_and_after
from knotwork.science.simulation import DEMONSTRATION, MEASURES, Annotation, simulate
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
    falls = [row for row in network.series("ward-12", "falls-rate") if row.month >= network.months[15]]
    review = next(review for review in network.story.reviews if review.decision == "sensor-mats")
    arrived = next(each for each in network.story.strands if each.id == "mats-arrive").month
    before = [row for row in falls if row.month < arrived]
    since = [row for row in falls if arrived <= row.month and row.month.replace(day=28) < review.on]
    level = [sum(row.numerator for row in rows) / sum(row.denominator for row in rows) for rows in (before, since)]
    assert level[1] > 0.9 * level[0]


def since(network, place, measure, decision, *, until, phase=None):
    """What is known of one team's measure since a decision, on the day `until`."""
    rows = [row for row in network.series(place, measure) if row.month.replace(day=28) < until]
    rows = [row for row in rows if phase is None or row.month >= phase]
    month, found = decision.on.replace(day=1), MEASURE[measure]
    return before_and_after(
        found.chart,
        [row.numerator for row in rows],
        [row.denominator for row in rows],
        decided=sum(row.month < month for row in rows),
        left_out=sum(row.month == month for row in rows),
        multiply=found.multiply,
        direction=found.direction,
    ).finding


#   the review, and for each chart of its decision what is known on the day of the review and at the end
FOUND = {
    "round-review": {"ward-20": "lower", "ward-9": "no evidence"},
    "mats-review": {"ward-12": "no evidence"},
    "homes-review": {"hallowmuir-house": "higher"},
    "six-review": {"ward-14": "higher", "ward-25": "lower"},
    "second-nurse-review": {"ward-22": "too early"},
}


@pytest.mark.parametrize("month", range(1, 13))
def test_a_review_says_what_the_chart_of_its_decision_shows_then_and_still_in_whatever_month_it_ends(month):
    network = simulate(DEMONSTRATION, last_month=date(2027, month, 1))
    strands = {each.id: each for each in network.story.strands}
    (phase,) = (each for each in strands.values() if isinstance(each, Annotation) and each.begins_phase)
    end = network.months[-1].replace(day=28) + timedelta(days=10)
    for review in network.story.reviews:
        decision = strands[review.decision]
        for until in (review.on, end):
            found = {
                place: since(network, place, measure, decision, until=until,
                             phase=phase.month if (measure, place) == (phase.measure, phase.place) else None)
                for measure, place in decision.judged_by
            }  # fmt: skip
            assert found == FOUND[review.id], review.id


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
