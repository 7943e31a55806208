"""The board's pages: sorting without a script, errors that keep what was ticked, and the page of a theme."""

import pytest
from django.urls import reverse

from knotwork.learning.board.models import Apart, Theme
from knotwork.learning.board.queries import stamp_of
from tests.factories import later

pytestmark = pytest.mark.django_db
RING, RANG = "The call bell rang unanswered at night.", "At night the call bell could not be reached."


@pytest.fixture
def at_board(world, client):
    """Somebody at the board: what the page says after they asked for it, or sent something."""
    client.force_login(world.improver_here)

    def ask(route="board", sent=None, *, by=None, args=None, **query) -> str:
        if by:
            client.force_login(by)
        address = reverse(route, args=args or [world.system.slug])
        answer = client.get(address, query, follow=True) if sent is None else client.post(address, sent, follow=True)
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    return ask


def test_the_board_shows_what_is_loose_and_what_is_grouped(world, sorting, at_board) -> None:
    sorting.name("Night & day", world.tell("Bell"), about="Few people.")
    world.tell("Horn")
    page = at_board()
    assert "1 theme, and 1 told and not yet in any." in page
    for words in ("Night &amp; day", "Few people.", "Bell", "Horn", "Not in a theme yet"):
        assert words in page


def test_what_is_ticked_goes_into_a_new_theme(world, sorting, at_board) -> None:
    bell, horn = world.tell("Bell"), world.tell("Horn")
    page = at_board("sort", {"chosen": [bell.code, horn.code], "name": "Sound", "do": "name"})
    assert "“Sound” is named." in page
    assert sorting.seen() == ({"Sound": {"Bell", "Horn"}}, set())


def test_what_is_ticked_in_a_theme_moves_to_another(world, sorting, at_board) -> None:
    bell = world.tell("Bell")
    night, sound = sorting.name("Night", bell, world.tell("Dark")), sorting.name("Sound", world.tell("Horn"))
    page = at_board("sort", {"chosen": f"{bell.code}@{night.code}", "theme": sound.code, "do": "put"})
    assert "Put into “Sound”." in page
    assert sorting.seen()[0] == {"Night": {"Dark"}, "Sound": {"Bell", "Horn"}}


def test_what_is_ticked_in_a_theme_is_taken_out(world, sorting, at_board) -> None:
    bell = world.tell("Bell")
    night = sorting.name("Night", bell, world.tell("Dark"))
    assert "Taken out." in at_board("sort", {"chosen": f"{bell.code}@{night.code}", "do": "out"})
    assert sorting.seen() == ({"Night": {"Dark"}}, {"Bell"})


MISSING = [
    ({"do": "put"}, "Choose what belongs together first"),
    ({"do": "name", "name": "Night"}, "Choose what belongs together first"),
    ({"do": "put", "chosen": "{bell}"}, "Choose a theme, or name a new one"),
    ({"do": "name", "chosen": "{bell}"}, "Give the theme a name, in a few words"),
    ({"do": "out", "chosen": "{bell}"}, "Choose in a theme what is to be taken out of it"),
    ({"do": "put", "chosen": "{bell}", "theme": "nowhere"}, "Choose one of those that are offered here"),
    ({"do": "name", "chosen": "nothing", "name": "Night"}, "Choose what belongs together first"),
]


@pytest.mark.parametrize(("sent", "words"), MISSING)
def test_what_is_missing_is_said_and_what_was_ticked_and_typed_stays(world, at_board, sent, words) -> None:
    bell = world.tell("Bell")
    sent = {name: value.format(bell=bell.code) for name, value in sent.items()}
    page = at_board("sort", sent)
    assert words in page
    assert (f'id="chosen-{bell.code}" checked' in page) is (sent.get("chosen") == bell.code)
    assert ('value="Night"' in page) is ("name" in sent)
    assert not Theme.objects.exists()


def test_a_patients_number_in_a_name_is_asked_about_first(world, at_board) -> None:
    bell = world.tell("Bell")
    page = at_board("sort", {"chosen": bell.code, "name": "NHS 999 000 0018", "do": "name"})
    assert "This could tell who a patient is." in page
    assert not Theme.objects.exists()


def test_a_name_that_a_theme_has_already_is_refused_beside_the_field(world, sorting, at_board) -> None:
    bell, desk = world.tell("Bell"), world.tell("Desk")
    sorting.name("Sound", bell)
    page = at_board("sort", {"chosen": desk.code, "name": "SOUND", "do": "name"})
    assert "There is a theme of this name." in page
    assert f'id="chosen-{desk.code}" checked' in page
    assert sorting.seen() == ({"Sound": {"Bell"}}, {"Desk"})


def test_whoever_puts_in_what_another_has_just_put_elsewhere_is_told_so(world, sorting, at_board) -> None:
    bell, nights = world.tell("Bell"), sorting.name("Nights", world.tell("Round"))
    page_before = at_board()
    sorting.name("Sound", bell, by=world.coach_in_both)
    assert "Sound" not in page_before
    page = at_board("sort", {"chosen": bell.code, "theme": nights.code, "do": "put"})
    assert "Put into “Nights”. “Bell” is in “Sound” too." in page


def test_ticks_come_back_with_the_board_as_it_is_now(world, at_board) -> None:
    bell = world.tell("Bell")
    page = at_board(chosen=bell.code, name="Soun")
    assert f'id="chosen-{bell.code}" checked' in page
    assert 'value="Soun"' in page


def test_a_suggestion_is_accepted_under_the_name_that_is_offered(world, sorting, at_board) -> None:
    one, other = world.tell(RING), world.tell(RANG)
    page = at_board()
    assert "Both speak of <em>bell</em>, <em>call</em>, <em>night</em>." in page
    assert 'value="Bell and call"' in page
    at_board("sort", {"chosen": [one.code, other.code], "name": "Bell and call", "do": "name"})
    assert sorting.seen() == ({"Bell and call": {one.title, other.title}}, set())
    assert "may belong together, by the words" not in at_board()


def test_a_suggestion_for_a_theme_is_accepted_with_one_button(world, sorting, at_board) -> None:
    theme, other = sorting.name("Bells at night", world.tell(RING)), world.tell(RANG)
    assert "the theme <a" in at_board()
    at_board("pair", {"strand": [other.code, theme.code], "do": "together"})
    assert sorting.held(theme) == {RING.rstrip("."), other.title}


def test_a_suggestion_is_refused_for_good(world, sorting, at_board) -> None:
    one, other = world.tell(RING), world.tell(RANG)
    page = at_board("pair", {"strand": [one.code, other.code], "do": "apart"})
    assert "may belong together, by the words" not in page
    assert Apart.objects.count() == 1


@pytest.mark.parametrize("codes", [[], ["{one}"], ["{one}", "nothing"], ["{one}", "{one}"]])
def test_an_answer_about_no_pair_changes_nothing(world, at_board, codes) -> None:
    one = world.tell(RING)
    page = at_board("pair", {"strand": [code.format(one=one.code) for code in codes], "do": "apart"})
    assert "What belongs together?" in page
    assert not Apart.objects.exists()


def test_who_only_looks_sees_the_board_and_nothing_to_press(world, sorting, at_board) -> None:
    sorting.name("Night", world.tell("Bell"))
    page = at_board(by=world.observer)
    assert "Bell" in page
    assert "With what is ticked" not in page
    assert 'type="checkbox"' not in page
    assert at_board("sort", {"do": "name"}, by=world.observer) == "403"


def test_news_say_who_changed_the_board_since(world, sorting, at_board) -> None:
    sorting.name("Night", world.tell("Bell"))
    stamp = stamp_of(world.improver_there, world.system)
    assert f"since={stamp}" in at_board()
    assert at_board("board-news", since=stamp) == ""
    sorting.name("Sound", world.tell("Horn"), by=world.improver_there)
    assert at_board("board-news", since=stamp) == f"{world.improver_there.name} changed the board."


def test_news_do_not_say_that_something_was_changed_which_one_may_not_see(world, sorting, at_board) -> None:
    night = sorting.name("Night", world.tell("Bell"), by=world.improver_here)
    stamp = stamp_of(world.improver_there, world.system)
    sorting.put(night, world.tell("Ours alone", visibility="team"))
    assert at_board("board-news", since=stamp, by=world.improver_there) == ""
    assert f"since={stamp}" in at_board(by=world.improver_there)


@pytest.mark.parametrize("since", ["", "x", "-1", "٣", "9" * 40])
def test_news_since_nothing_that_is_a_number_are_none(world, sorting, at_board, since) -> None:
    sorting.name("Night", world.tell("Bell"))
    assert at_board("board-news", since=since) in {"", f"{world.improver_here.name} changed the board."}


def test_a_themes_page_says_what_is_in_it_where_it_holds_and_what_came_of_it(world, sorting, at_board) -> None:
    night = sorting.name("Night", world.tell("Bell"), about="Few people.")
    page = at_board("theme", args=[night.code])
    named_by = f'Named by <a href="/people/{world.improver_here.pk}/">Ada Here</a>'
    for words in ("Few people.", "Bell", "Seen in 1 ward.", "Nothing yet.", named_by):
        assert words in page
    assert f"?from={night.code}" in page
    assert reverse("edit", args=[night.code]) in page


def test_a_theme_that_went_into_another_says_where(world, sorting, at_board) -> None:
    night, sound = sorting.name("Night", world.tell("Bell")), sorting.name("Sound", world.tell("Horn"))
    page = at_board("merge", {"into": sound.code}, args=[night.code])
    assert "All of it is in “Sound” now." in page
    page = at_board("theme", args=[night.code])
    assert f'It has gone into the theme <a href="{sound.get_absolute_url()}">Sound</a>' in page
    assert "Use in a decision" not in page


def test_merging_offers_the_other_themes_of_the_system_alone(world, sorting, at_board) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    sorting.name("Sound", world.tell("Horn"))
    page = at_board("merge", args=[night.code])
    assert ">Sound</option>" in page
    assert ">Night</option>" not in page
    assert "Choose the theme that it goes into" in at_board("merge", {"into": ""}, args=[night.code])


def test_an_empty_board_says_how_to_begin(world, at_board) -> None:
    page = at_board()
    assert "No themes yet. Tick what speaks of the same, and give it a name." in page


def test_hostile_names_stay_words(world, sorting, at_board) -> None:
    sorting.name("<script>alert(1)</script>", world.tell("<b>Bell</b>"), at=later(1))
    page = at_board()
    assert "<script>alert" not in page
    assert "<b>Bell" not in page
