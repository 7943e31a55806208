"""The simulated places: a tree of invented names, of unequal sizes, as large as asked for."""

from collections import Counter

import pytest

from knotwork.science.simulation import NoSuchNetwork, simulate
from knotwork.science.simulation.places import ancestors, network_places


def of_kind(places, *kinds):
    return [place for place in places if place.kind in kinds]


def test_the_network_has_six_boards_thirty_wards_and_ten_care_homes(network):
    assert [len(of_kind(network.places, kind)) for kind in ("board", "ward", "care_home")] == [6, 30, 10]
    assert len(network.boards) == 6
    assert len(network.teams) == 40


def test_no_two_places_share_a_name_or_an_id(network):
    for shared in (Counter(place.name for place in network.places), Counter(place.id for place in network.places)):
        assert shared.most_common(1)[0][1] == 1


def test_each_place_stands_after_its_parent(network):
    seen = {None}
    for place in network.places:
        assert place.parent in seen
        seen.add(place.id)


@pytest.mark.parametrize(
    ("kind", "parents"),
    [
        ("board", {None}),
        ("hospital", {"board"}),
        ("organisation", {"board"}),
        ("ward", {"hospital"}),
        ("care_home", {"organisation"}),
    ],
)
def test_each_kind_of_place_lies_in_the_right_kind(network, kind, parents):
    kinds = {place.id: place.kind for place in network.places} | {None: None}
    assert {kinds[place.parent] for place in of_kind(network.places, kind)} == parents


def test_every_board_and_site_has_a_team_below_it(network):
    reached = {above.id for team in network.teams for above in ancestors(team, network.places)}
    assert reached == {place.id for place in network.places}


def test_teams_are_of_unequal_sizes_and_only_teams_have_beds(network):
    beds = [team.beds for team in network.teams]
    assert min(beds) >= 8
    assert max(beds) >= 4 * min(beds)
    assert len(set(beds)) >= 15
    assert all(place.beds == 0 for place in network.places if not place.is_team)


def test_every_team_says_its_setting_and_speciality(network):
    assert all(set(team.attributes) == {"setting", "speciality"} for team in network.teams)
    assert {team.attributes["setting"] for team in network.teams} == {"town", "city", "rural", "island"}


def test_a_team_lies_in_its_site_and_its_board(network):
    ward = next(team for team in network.teams if team.id == "ward-4")
    assert [place.name for place in ancestors(ward, network.places)] == ["Ward 4", "Marrowbridge General", "Glenmarrow"]


@pytest.mark.parametrize(("boards", "teams"), [(1, 1), (1, 11), (2, 4), (6, 39), (3, 40), (6, 137)])
def test_a_network_has_as_many_teams_as_asked_for_and_no_place_without_one(boards, teams):
    places = network_places(boards, teams)
    found = [place for place in places if place.is_team]
    assert len(found) == teams
    assert {above.id for team in found for above in ancestors(team, places)} == {place.id for place in places}
    assert len({place.name for place in places}) == len(places)
    assert len(of_kind(places, "board")) <= boards


def test_wards_beyond_the_named_ones_are_numbered_and_dealt_round_the_hospitals():
    further = [place for place in network_places(6, 60) if place.is_team][40:]
    assert further[0].name == "Ward 101"
    assert {place.kind for place in further} == {"ward"}
    assert len({place.parent for place in further}) == 7
    assert all(14 <= place.beds <= 34 for place in further)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"boards": 0}, "1 to 6 boards; 0"),
        ({"boards": 7}, "1 to 6 boards; 7"),
        ({"teams": 0}, "at least one team; 0"),
        ({"months": 0}, "at least one month; 0"),
    ],
)
def test_a_network_that_cannot_be_made_is_refused_in_words(wrong, says):
    with pytest.raises(NoSuchNetwork, match=says):
        simulate(1, **wrong)


def test_a_seed_below_nought_is_refused_in_words():
    with pytest.raises(NoSuchNetwork, match="-3 was given"):
        simulate(-3)
