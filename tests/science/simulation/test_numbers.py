"""The numbers: repeatable, possible, and scattered as much as the settings say and no more."""

from datetime import date

import numpy as np
import pytest

from knotwork.science.simulation import MEASURES, simulate
from knotwork.science.simulation.months import days_in, run_to
from knotwork.science.simulation.places import Place
from knotwork.science.simulation.processes import SETTINGS, team_numbers, true_levels, winter

FALLS, OBSERVATIONS, HELP = MEASURES
SHARES = (OBSERVATIONS, HELP)
WARD = Place("a-ward", "A ward", "ward", None, 28)
HOME = Place("a-home", "A home", "care_home", None, 40)


def arrays(network, measure, place=None):
    """Numerators and denominators of one measure, of one place or of all."""
    rows = [one for one in network.observations if one.measure == measure and place in (None, one.place)]
    return np.array([one.numerator for one in rows]), np.array([one.denominator for one in rows])


def stable_teams(network, measure):
    planted = {change.place for change in network.truth if change.measure == measure}
    return [team.id for team in network.teams if team.id not in planted]


def test_the_same_seed_gives_the_same_network():
    assert simulate(7) == simulate(7)


def test_another_seed_gives_other_numbers_about_the_same_places():
    one, other = simulate(7), simulate(8)
    assert one.observations != other.observations
    assert (one.places, one.people, one.story, one.truth) == (other.places, other.people, other.story, other.truth)


def test_a_network_ends_with_its_last_month():
    network = simulate(1, months=5, last_month=date(2025, 2, 1))
    assert network.months == (
        date(2024, 10, 1),
        date(2024, 11, 1),
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 2, 1),
    )


def test_a_first_month_may_be_given_in_place_of_the_last():
    assert simulate(1, months=24, first_month=date(2024, 11, 1)) == simulate(1, months=24, last_month=date(2026, 10, 1))


def test_a_team_counts_the_same_whoever_else_is_in_the_network(network):
    small = simulate(network.seed, boards=1, teams=2)
    for measure in MEASURES:
        for team in small.teams:
            assert small.series(team.id, measure.id) == network.series(team.id, measure.id)


def test_a_team_sends_in_each_measure_at_most_once_a_month_in_order(network):
    for team in network.teams:
        for measure in MEASURES:
            months = [one.month for one in network.series(team.id, measure.id)]
            assert months == sorted(set(months))
            assert set(months) <= set(network.months)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_no_numerator_is_below_nought_or_above_its_denominator(networks, measure):
    for network in networks:
        numerators, denominators = arrays(network, measure.id)
        assert (numerators >= 0).all()
        assert (numerators <= denominators).all()
        assert (denominators >= 1).all()


def test_no_more_beds_are_occupied_than_there_are(network):
    beds = {team.id: team.beds for team in network.teams}
    for one in network.observations:
        if one.measure == "falls-rate":
            assert 0.8 * beds[one.place] * days_in(one.month) < one.denominator <= beds[one.place] * days_in(one.month)


@pytest.mark.parametrize("measure", SHARES, ids=lambda measure: measure.id)
def test_a_larger_team_has_more_trials(network, measure):
    large = arrays(network, measure.id, "ward-11")[1].mean()
    small = arrays(network, measure.id, "ward-26")[1].mean()
    assert 2.0 < large / small < 3.2


def test_a_few_months_are_missing(networks):
    for network in networks:
        everyone = [
            team for team in network.teams if network.series(team.id, "falls-rate")[0].month == network.months[0]
        ]
        expected = len(everyone) * 36 * 3
        sent = sum(len(network.series(team.id, measure.id)) for team in everyone for measure in MEASURES)
        assert 0.94 < sent / expected < 0.995


def test_a_few_teams_join_late_and_then_stay(networks):
    starts = [
        network.months.index(min(one.month for measure in MEASURES for one in network.series(team.id, measure.id)))
        for network in networks
        for team in network.teams
    ]
    late = [start for start in starts if start > 0]
    assert 0.03 < len(late) / len(starts) < 0.15
    assert max(late) <= 9


def test_a_team_with_a_planted_change_is_there_from_the_start(networks):
    for network in networks:
        for change in network.truth:
            assert network.series(change.place, change.measure)[0].month <= network.months[3]


@pytest.mark.parametrize("months", [1, 3, 6])
def test_a_short_network_still_has_numbers_of_every_team(months):
    network = simulate(2, months=months)
    assert len(network.months) == months
    assert {one.place for one in network.observations} >= {"ward-4", "hallowmuir-house"}


def test_winter_is_highest_in_january_and_sums_to_nothing_over_a_year():
    year = winter(run_to(date(2026, 12, 1), 12))
    assert year.argmax() == 0
    assert year.argmin() == 6
    assert year.sum() == pytest.approx(0, abs=1e-12)
    assert year[0] == pytest.approx(1)


@pytest.mark.parametrize(("measure", "worse"), [(FALLS, 1), (OBSERVATIONS, -1), (HELP, -1)], ids=lambda one: str(one))
def test_winter_is_worse_in_every_measure_by_about_what_was_set(networks, measure, worse):
    cold, mild = {12, 1, 2}, {6, 7, 8}
    level = {}
    for name, season in (("cold", cold), ("mild", mild)):
        rows = [
            one
            for network in networks
            for one in network.observations
            if one.measure == measure.id and one.month.month in season
        ]
        share = sum(one.numerator for one in rows) / sum(one.denominator for one in rows)
        level[name] = np.log(share) if measure is FALLS else np.log(share / (1 - share))
    # A quarter's mean of the cosine is 0.91 of its height; the two seasons lie on either side of nought.
    expected = 2 * 0.91 * SETTINGS[measure.id].winter
    assert np.sign(expected) == worse
    assert level["cold"] - level["mild"] == pytest.approx(expected, abs=0.05)


def dispersion(network, measure, place):
    """The variance of a team's numbers over what chance alone would give: 1 when there is nothing but chance."""
    numerators, denominators = arrays(network, measure.id, place)
    level = numerators.sum() / denominators.sum()
    chance = level / denominators if measure.chart == "u" else level * (1 - level) / denominators
    return ((numerators / denominators - level) ** 2 / chance).sum() / (len(numerators) - 1)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_stable_team_varies_a_little_more_than_chance_from_month_to_month(networks, measure):
    ratios = [dispersion(network, measure, team) for network in networks for team in stable_teams(network, measure.id)]
    assert 1.01 < np.mean(ratios) < 1.25


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_stable_teams_differ_from_each_other_far_more_than_chance(networks, measure):
    for network in networks:
        totals = np.array(
            [[a.sum() for a in arrays(network, measure.id, t)] for t in stable_teams(network, measure.id)]
        )
        levels, sizes = totals[:, 0] / totals[:, 1], totals[:, 1]
        usual = totals[:, 0].sum() / sizes.sum()
        chance = usual / sizes if measure.chart == "u" else usual * (1 - usual) / sizes
        assert ((levels - usual) ** 2 / chance).mean() > 3


@pytest.mark.parametrize("place", [WARD, HOME], ids=["ward", "home"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_the_usual_level_of_teams_is_the_one_that_is_set(measure, place):
    setting = SETTINGS[measure.id]
    drawn = [true_levels(np.random.default_rng(seed), place, measure, 1, [])[0] for seed in range(400)]
    assert np.median(drawn) == pytest.approx(setting.home if place is HOME else setting.ward, rel=0.05)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_team_without_a_planted_change_keeps_one_level(measure):
    levels = true_levels(np.random.default_rng(3), WARD, measure, 36, [])
    assert (levels == levels[0]).all()
    assert 0 < levels[0] < measure.multiply


def test_months_are_drawn_apart_for_each_measure_and_team():
    months = run_to(date(2026, 10, 1), 36)
    one = team_numbers(1, WARD, OBSERVATIONS, months)[0]
    assert (one != team_numbers(1, WARD, HELP, months)[0]).any()
    assert (one != team_numbers(1, HOME, OBSERVATIONS, months)[0]).any()
    assert (one == team_numbers(1, WARD, OBSERVATIONS, months)[0]).all()


# In April winter is nought, and a place this large makes what months add stand out from chance: a rate's variance is
# chance times 1 + expected count * within², a share's (beta-binomial) chance times 1 + (trials - 1) / (1 / within + 1).
@pytest.mark.parametrize(
    ("measure", "beyond_chance"),
    [
        (FALLS, lambda count, trials, within: count * within**2),
        (OBSERVATIONS, lambda count, trials, within: (trials - 1) / (1 / within + 1)),
        (HELP, lambda count, trials, within: (trials - 1) / (1 / within + 1)),
    ],
    ids=["falls", "observations", "help"],
)
def test_months_vary_beyond_chance_by_as_much_as_is_set(measure, beyond_chance):
    aprils = tuple(date(1600 + year, 4, 1) for year in range(1500))
    huge = Place("huge", "Huge", "ward", None, 4000)
    numerators, denominators, _sent = team_numbers(5, huge, measure, aprils)
    level = numerators.sum() / denominators.sum()
    chance = level / denominators if measure.chart == "u" else level * (1 - level) / denominators
    ratio = ((numerators / denominators - level) ** 2 / chance).mean()
    expected = 1 + beyond_chance(numerators.mean(), denominators.mean(), SETTINGS[measure.id].within)
    assert expected > 2
    assert ratio == pytest.approx(expected, rel=0.12)
