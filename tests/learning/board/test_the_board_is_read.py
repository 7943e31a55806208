"""The board: what is grouped and what is not, what may belong together and why, and who changed it meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knotwork.learning.board import actions
from knotwork.learning.board.codes import changed_words, elsewhere_too, offered_name, told_apart
from knotwork.learning.board.queries import A_COLUMN, IN_A_THEME, SUGGESTED, THEMES, board, changed_since, stamp_of
from knotwork.learning.sense import actions as sense
from knotwork.learning.sense.queries import where_they_hold
from tests.factories import later

pytestmark = pytest.mark.django_db
RING = "The call bell rang unanswered at night."
RANG = "At night the call bell could not be reached."


def suggested(world, by=None):
    now = board(by or world.improver_there, world.system)
    return [({one.one.title, one.other.title}, set(one.words)) for one in now.suggestions]


def test_what_speaks_of_the_same_is_suggested_with_the_words_that_both_use(world) -> None:
    world.tell(RING)
    world.tell(RANG)
    world.tell("Lunch came late on Sunday.")
    ((pair, words),) = suggested(world)
    assert pair == {RING.rstrip("."), RANG.rstrip(".")}
    assert words == {"bell", "call", "night"}


def test_a_theme_is_suggested_for_what_is_like_it(world, sorting) -> None:
    sorting.name("Bells at night", world.tell(RING))
    world.tell(RANG)
    found = board(world.improver_there, world.system).suggestions
    assert [(one.theme.title, one.one.title) for one in found] == [("Bells at night", RANG.rstrip("."))]


def test_what_is_grouped_is_not_suggested_and_two_themes_never_are(world, sorting) -> None:
    sorting.name("Bells at night", world.tell(RING))
    sorting.name("The bell at night", world.tell(RANG))
    assert suggested(world) == []


def test_what_somebody_keeps_apart_is_not_suggested_again(world) -> None:
    one, other = world.tell(RING), world.tell(RANG)
    actions.keep_apart(one=other, other=one, by=world.improver_here, at=later(1))
    assert suggested(world) == []


def test_what_one_may_not_see_is_not_suggested(world) -> None:
    world.tell(RING, visibility="team", by=world.improver_here)
    world.tell(RANG)
    assert suggested(world) == []
    assert len(suggested(world, world.improver_here)) == 1


def test_only_a_few_suggestions_are_made_at_once(world) -> None:
    for number in range(SUGGESTED + 3):
        world.tell(f"{RING} {number}")
    assert len(suggested(world)) == SUGGESTED


def test_nothing_is_grouped_by_itself(world) -> None:
    world.tell(RING)
    world.tell(RANG)
    now = board(world.improver_there, world.system)
    assert (now.columns, now.loose.paginator.count) == ([], 2)


def test_a_column_shows_the_newest_and_counts_the_rest_that_one_may_see(world, sorting) -> None:
    told = [world.tell(f"Story {number}") for number in range(IN_A_THEME + 3)]
    theme = sorting.name("All", *told)
    sorting.put(theme, world.tell("Ours", visibility="team", by=world.improver_here))
    (column,) = board(world.improver_there, world.system).columns
    assert (column.many, len(column.newest), column.more) == (IN_A_THEME + 3, IN_A_THEME, 3)


def test_a_board_shows_a_page_of_each_and_leads_on(world, sorting) -> None:
    for number in range(A_COLUMN + 1):
        world.tell(f"Loose {number}")
    for number in range(THEMES + 1):
        sorting.name(f"Theme {number}", world.tell(f"In {number}"), at=later(number))
    now = board(world.improver_there, world.system)
    assert (len(now.loose), now.loose.paginator.count) == (A_COLUMN, A_COLUMN + 1)
    assert (len(now.columns), now.columns[0].theme.title) == (THEMES, f"Theme {THEMES}")
    assert [column.theme.title for column in board(world.improver_there, world.system, themes=2).columns] == ["Theme 0"]


def test_much_takes_as_many_queries_as_little(world, sorting, django_assert_num_queries) -> None:
    sorting.name("Night", world.tell(RING))
    world.tell(RANG)
    by = type(world.improver_there).objects.get(pk=world.improver_there.pk)
    by.grants()
    with CaptureQueriesContext(connection) as few:
        board(by, world.system)
    for number in range(9):
        sorting.name(f"Theme {number}", *(world.tell(f"{RING} {number} {more}") for more in range(3)))
        world.tell(f"{RANG} {number}")
    with django_assert_num_queries(len(few)):
        board(by, world.system)


def test_the_stamp_moves_with_every_change_of_the_board_and_with_nothing_else(world, sorting) -> None:
    bell, horn = world.tell("Bell"), world.tell("Horn")
    stamps = [stamp_of(world.improver_there, world.system)]
    night = sorting.name("Night", bell)
    stamps.append(stamp_of(world.improver_there, world.system))
    sorting.put(night, horn)
    stamps.append(stamp_of(world.improver_there, world.system))
    world.tell("Something else")
    assert stamp_of(world.improver_there, world.system) == stamps[-1]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == 0


def test_who_changed_it_since_is_named_each_once_the_newest_first(world, sorting) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    stamp = stamp_of(world.improver_there, world.system)
    sorting.put(night, world.tell("Horn"), by=world.improver_there)
    sorting.put(night, world.tell("Light"))
    sorting.put(night, world.tell("Door"))
    by = world.improver_there
    assert changed_since(by, world.system, stamp) == [world.improver_here.name, world.improver_there.name]
    assert changed_since(by, world.system, stamp_of(by, world.system)) == []
    assert changed_since(by, world.elsewhere, 0) == []


def test_a_change_of_what_one_may_not_see_does_not_show(world, sorting) -> None:
    """Neither that the board was changed, nor by whom, nor that its number moved."""
    night, there = sorting.name("Night", world.tell("Bell")), world.improver_there
    hidden = world.tell("Ours alone", visibility="team")
    other = world.tell("Horn")
    stamp = stamp_of(there, world.system)
    sorting.put(night, hidden)
    sorting.out(night, hidden)
    actions.keep_apart(one=hidden, other=other, by=world.improver_here, at=later(3))
    actions.keep_apart(one=world.tell("Ours too", visibility="team"), other=hidden, by=world.improver_here, at=later(3))
    assert (changed_since(there, world.system, stamp), stamp_of(there, world.system)) == ([], stamp)
    assert changed_since(world.improver_here, world.system, stamp) == [world.improver_here.name]
    assert stamp_of(world.improver_here, world.system) > stamp


def test_a_change_of_which_one_may_see_a_part_shows(world, sorting) -> None:
    night, there = sorting.name("Night", world.tell("Bell")), world.improver_there
    stamp = stamp_of(there, world.system)
    sorting.put(night, world.tell("Ours alone", visibility="team"), world.tell("Horn"))
    assert changed_since(there, world.system, stamp) == [world.improver_here.name]


def test_a_stranger_hears_nothing_of_a_board(world, sorting) -> None:
    sorting.name("Night", world.tell("Bell"))
    assert changed_since(world.stranger, world.system, 0) == []


def test_news_of_a_board_take_two_queries_however_much_was_changed(world, sorting, django_assert_num_queries) -> None:
    for number in range(7):
        sorting.name(f"Night {number}", world.tell("Bell"), world.tell("Horn"))
    by = type(world.improver_there).objects.get(pk=world.improver_there.pk)
    by.grants()
    with django_assert_num_queries(2):
        changed_since(by, world.system, 0)


def test_a_theme_holds_where_it_was_told_and_where_others_answer(world, sorting) -> None:
    bell = world.tell("Bell")
    night = sorting.name("Night", bell, world.tell("Horn"))
    assert where_they_hold(world.improver_there, night).sentence == "Seen in 1 ward."
    sense.respond(insight=bell, answer="seen", place=world.there, by=world.improver_there, at=later(2))
    holding = where_they_hold(world.improver_here, night)
    assert holding.sentence == "Seen in 2 wards."
    assert [one.place for one in holding.held] == ["Ward 4", "Ward 9"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Ada"], "Ada changed the board."),
        (["Ada", "Bo"], "Ada and Bo changed the board."),
        (["Ada", "Bo", "Cy"], "Ada and 2 others changed the board."),
    ],
)
def test_who_changed_it_is_said_in_a_line(names, words) -> None:
    assert changed_words(names) == words


@pytest.mark.parametrize(
    ("chosen", "codes", "themes"),
    [
        ([], [], []),
        (["A", "B"], ["A", "B"], []),
        (["A@T", "B@T", "A", "A@U"], ["A", "B"], ["T", "U"]),
        (["@", "A@"], ["", "A"], []),
        (["A@B@C"], ["A"], ["B@C"]),
    ],
)
def test_what_is_chosen_says_where_it_was_chosen(chosen, codes, themes) -> None:
    assert told_apart(chosen) == (codes, themes)


@pytest.mark.parametrize(
    ("words", "name"), [(("bell", "night", "call"), "Bell and night"), (("bell",), "Bell"), ((), "")]
)
def test_a_name_is_offered_from_the_words_that_are_shared(words, name) -> None:
    assert offered_name(words) == name


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ({}, ""),
        ({"Bell": "Sound"}, "“Bell” is in “Sound” too."),
        ({str(n): "S" for n in range(3)}, "“0” is in “S” too. “1” is in “S” too. “2” is in “S” too."),
        (
            {str(n): "S" for n in range(5)},
            "“0” is in “S” too. “1” is in “S” too. “2” is in “S” too. And 2 more are in another too.",
        ),
    ],
)
def test_what_is_elsewhere_too_is_said_for_three_at_most(titles, words) -> None:
    assert elsewhere_too(titles) == words
