"""A place is chosen from a list in the order in which people look for it."""

import pytest
from django.core.exceptions import ValidationError

from knotwork.learning.places.forms import PlaceChoice, in_order
from knotwork.learning.places.models import Place

pytestmark = pytest.mark.django_db


def field_of(places, **more) -> PlaceChoice:
    field = PlaceChoice(**more)
    field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
    return field


def shown(field: PlaceChoice) -> list:
    """What stands in the list: names, or (heading, names)."""
    return [
        (code, [name for _code, name in inside]) if isinstance(inside, list) else str(inside)
        for code, inside in field.choices
    ]


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["Ward 10", "Ward 2", "Ward 1"], ["Ward 1", "Ward 2", "Ward 10"]),
        (["ward b", "Ward A", "Ward a 2"], ["Ward A", "Ward a 2", "ward b"]),
        (["2 East", "10 East", "East"], ["2 East", "10 East", "East"]),
        (["Ward 02", "Ward 1"], ["Ward 1", "Ward 02"]),
        (["", "1", "a"], ["", "1", "a"]),
    ],
)
def test_names_stand_in_the_order_in_which_people_count(names, order) -> None:
    assert sorted(names, key=in_order) == order


def test_wards_of_one_hospital_are_a_plain_list_from_two_to_ten(world) -> None:
    wards = [world.make_place(f"Ward {number}", parent=world.board) for number in (10, 2)]
    assert shown(field_of(wards)) == ["---------", "Ward 2", "Ward 10"]


def test_places_of_several_boards_stand_under_their_names_and_boards_before_them(world) -> None:
    other = world.make_place("Another board", kind="board")
    wards = [world.make_place(f"Ward {number}", parent=other) for number in (12, 3)]
    ours = world.make_place("Ward 7", parent=world.board)
    field = field_of([*wards, ours, other], empty_label="No one place")
    assert shown(field) == [
        "No one place", "Another board", ("Another board", ["Ward 3", "Ward 12"]), (world.board.name, ["Ward 7"]),
    ]  # fmt: skip


def test_what_is_chosen_is_found_by_its_code_and_only_among_those_offered(world) -> None:
    ward = world.make_place("Ward 7", parent=world.board)
    field = field_of([ward])
    assert field.clean(ward.code) == ward
    with pytest.raises(ValidationError, match="valid choice"):
        field.clean(world.board.code)


@pytest.mark.parametrize("many", [1, 12])
def test_one_query_shows_all_however_many(world, django_assert_num_queries, many) -> None:
    field = field_of([world.make_place(f"Ward {number}0", parent=world.board) for number in range(many)])
    with django_assert_num_queries(1):
        assert sum(1 for _each in field.choices) == many + 1
