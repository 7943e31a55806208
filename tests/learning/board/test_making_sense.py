"""Themes are named, filled, emptied, split and merged by whoever may tell in a learning system; nothing gets lost."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.board import actions
from knotwork.learning.board.actions import NoName, NothingChosen, OnTheirOwn
from knotwork.learning.board.models import Apart, Theme
from knotwork.learning.board.queries import also_in
from knotwork.learning.hearing.queries import heard
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.models import Link, Strand
from tests.factories import later

pytestmark = pytest.mark.django_db


def test_insights_are_grouped_under_a_name(world, sorting) -> None:
    bell, round_ = world.tell("Bell"), world.tell("Round")
    theme = sorting.name("  At   night ", bell, round_, about="Few people are there.")
    assert (theme.kind, theme.title, theme.theme.about) == ("theme", "At night", "Few people are there.")
    assert sorting.seen() == ({"At night": {"Bell", "Round"}}, set())
    links = Link.objects.filter(outcome=theme)
    joined = {(link.origin, link.relation, link.system) for link in links}
    assert joined == {(told, "grouped from", world.system) for told in (bell, round_)}


def test_a_theme_is_a_strand_with_its_first_version_and_a_line_in_the_trail(world, sorting) -> None:
    theme = sorting.name("Night", world.tell("Bell"), about="Late.")
    assert theme.versions.get().words == {"name": "Night", "about": "Late."}
    told = list(Event.objects.filter(subject_key=theme.code).order_by("pk").values_list("verb", flat=True))
    assert told == ["add", "put in"]


def test_putting_in_twice_changes_nothing(world, sorting) -> None:
    bell = world.tell("Bell")
    theme = sorting.name("Night", bell)
    sorting.put(theme, bell)
    assert (sorting.held(theme), Event.objects.filter(verb="put in").count()) == ({"Bell"}, 1)


def test_an_insight_may_be_in_two_themes(world, sorting) -> None:
    bell = world.tell("Bell")
    night = sorting.name("Night", bell)
    sorting.put(sorting.name("Sound", world.tell("Horn")), bell)
    assert sorting.seen()[0] == {"Night": {"Bell"}, "Sound": {"Bell", "Horn"}}
    assert sorting.held(night) == {"Bell"}


def test_what_is_moved_leaves_the_theme_where_it_was_chosen(world, sorting) -> None:
    bell = world.tell("Bell")
    night, sound = sorting.name("Night", bell, world.tell("Dark")), sorting.name("Sound", world.tell("Horn"))
    sorting.put(sound, bell, out_of=[night])
    assert sorting.seen()[0] == {"Night": {"Dark"}, "Sound": {"Bell", "Horn"}}


def test_moving_into_the_theme_where_it_is_leaves_it_there(world, sorting) -> None:
    bell = world.tell("Bell")
    night = sorting.name("Night", bell)
    sorting.put(night, bell, out_of=[night])
    assert sorting.held(night) == {"Bell"}


def test_what_is_taken_out_waits_on_the_board_again_and_the_trail_knows(world, sorting) -> None:
    bell, dark = world.tell("Bell"), world.tell("Dark")
    night = sorting.name("Night", bell, dark)
    sorting.out(night, bell)
    assert sorting.seen() == ({"Night": {"Dark"}}, {"Bell"})
    event = Event.objects.get(verb="take out")
    assert (event.by, event.subject_key, event.after) == (world.improver_here, night.code, {"strands": [bell.code]})


def test_taking_out_what_is_not_in_it_changes_nothing(world, sorting) -> None:
    bell, dark = world.tell("Bell"), world.tell("Dark")
    night = sorting.name("Night", bell)
    sorting.out(night, dark)
    assert not Event.objects.filter(verb="take out").exists()
    assert sorting.held(night) == {"Bell"}


def test_a_theme_is_split_by_naming_a_new_one_of_some_of_it(world, sorting) -> None:
    bell, horn, dark = (world.tell(one) for one in ("Bell", "Horn", "Dark"))
    night = sorting.name("Night", bell, horn, dark)
    sorting.name("Sound", bell, horn, out_of=[night])
    assert sorting.seen()[0] == {"Night": {"Dark"}, "Sound": {"Bell", "Horn"}}


def test_a_theme_that_goes_into_another_is_in_it_and_says_so(world, sorting) -> None:
    night, sound = sorting.name("Night", world.tell("Bell")), sorting.name("Sound", world.tell("Horn"))
    assert sorting.merge(night, sound) == sound
    assert sorting.seen() == ({"Sound": {"Bell", "Horn"}}, set())
    assert Theme.objects.get(pk=night.pk).went_into_id == sound.pk
    assert sorting.held(night) == {"Bell"}


def test_whoever_was_heard_because_of_a_theme_is_heard_after_it_went_into_another(world, sorting) -> None:
    bell = world.tell("Bell")
    night, sound = sorting.name("Night", bell), sorting.name("Sound", world.tell("Horn"))
    sorting.merge(night, sound)
    said = [line.title for line in heard(world.improver_here, [bell])[0].lines]
    assert sorted(said) == ["Night", "Sound"]


def test_merging_twice_or_the_other_way_round_changes_nothing_more(world, sorting) -> None:
    night, sound = sorting.name("Night", world.tell("Bell")), sorting.name("Sound", world.tell("Horn"))
    sorting.merge(night, sound)
    assert sorting.merge(night, sound) == sound
    assert sorting.merge(sound, night) == sound
    assert sorting.seen()[0] == {"Sound": {"Bell", "Horn"}}
    assert Event.objects.filter(verb="merge").count() == 1


def test_a_chain_of_merges_leads_to_where_everything_is(world, sorting) -> None:
    one, two, three = (sorting.name(name, world.tell(f"Of {name}")) for name in ("One", "Two", "Three"))
    sorting.merge(one, two)
    sorting.merge(two, three)
    assert Theme.objects.get(pk=one.pk).went_into_id == three.pk
    assert sorting.put(one, world.tell("Late")) == three
    assert sorting.held(three) == {"Of One", "Of Two", "Of Three", "Late"}


def test_a_theme_does_not_go_into_itself_nor_into_another_system(world, sorting) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    with pytest.raises(OnTheirOwn):
        sorting.merge(night, night)
    far = world.tell("Far", system=world.elsewhere, place=world.far, by=world.stranger)
    theirs = actions.name_theme(name="Theirs", insights=[far], system=world.elsewhere, by=world.stranger, at=later(1))
    with pytest.raises(OnTheirOwn):
        sorting.merge(night, theirs)


def test_the_database_itself_keeps_a_theme_from_going_into_itself(world, sorting) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=night.pk).update(went_into=night.pk)


def test_the_same_form_sent_twice_makes_one_theme(world, sorting) -> None:
    token, bell = uuid4(), world.tell("Bell")
    assert sorting.name("Night", bell, token=token) == sorting.name("Night", bell, token=token)
    assert Theme.objects.count() == 1


def test_a_theme_has_a_name_and_something_in_it(world, sorting) -> None:
    with pytest.raises(NoName):
        sorting.name("  ", world.tell("Bell"))
    with pytest.raises(NothingChosen):
        sorting.name("Night")
    with pytest.raises(NothingChosen):
        sorting.put(sorting.name("Night", world.tell("Horn")))
    assert Theme.objects.count() == 1


def test_who_only_looks_sorts_nothing(world, sorting) -> None:
    bell, horn = world.tell("Bell"), world.tell("Horn")
    night = sorting.name("Night", bell)
    sound = sorting.name("Sound", horn)
    for by in (world.observer, world.stranger):
        for act in (
            lambda by=by: sorting.name("Mine", bell, by=by),
            lambda by=by: sorting.put(night, horn, by=by),
            lambda by=by: sorting.out(night, bell, by=by),
            lambda by=by: sorting.merge(night, sound, by=by),
            lambda by=by: actions.keep_apart(one=bell, other=horn, by=by, at=later(2)),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert sorting.seen() == ({"Night": {"Bell"}, "Sound": {"Horn"}}, set())
    assert not Apart.objects.exists()


def test_nobody_sorts_what_they_do_not_see(world, sorting) -> None:
    hidden = world.tell("Hidden", visibility="team", by=world.improver_here)
    night = sorting.name("Night", world.tell("Bell"))
    with pytest.raises(NotAllowed):
        sorting.put(night, hidden, by=world.improver_there)
    with pytest.raises(NotAllowed):
        sorting.name("Mine", hidden, by=world.improver_there)
    assert sorting.held(night, by=world.improver_here) == {"Bell"}


def test_what_is_for_a_team_is_in_the_theme_for_that_team_alone(world, sorting) -> None:
    hidden, bell = world.tell("Hidden", visibility="team", by=world.improver_here), world.tell("Bell")
    night = sorting.name("Night", hidden, bell)
    assert sorting.held(night) == {"Bell"}
    assert sorting.held(night, by=world.improver_here) == {"Bell", "Hidden"}
    sorting.out(night, hidden, by=world.improver_there)
    assert sorting.held(night, by=world.improver_here) == {"Bell", "Hidden"}


@pytest.mark.parametrize("kind", ["decision", "elsewhere"])
def test_only_what_was_told_in_the_system_is_grouped(world, sorting, kind) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    stray = {
        "decision": night,
        "elsewhere": world.tell("Far", system=world.elsewhere, place=world.far, by=world.stranger, visibility="public"),
    }[kind]
    with pytest.raises(NotAllowed):
        sorting.put(night, stray)


def test_everybody_who_makes_sense_may_find_better_words_for_a_theme(world, sorting) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    words = {"name": "When few are there", "about": "Nights and weekends"}
    strands.edit(strand=night, words=words, began_from=1, by=world.improver_there, at=later(2))
    assert Strand.objects.get(pk=night.pk).title == "When few are there"
    assert Theme.objects.get(pk=night.pk).about == "Nights and weekends"
    with pytest.raises(NotAllowed):
        strands.edit(strand=night, words=words, began_from=2, by=world.observer, at=later(3))


def test_two_who_rename_at_once_see_both_names(world, sorting) -> None:
    night = sorting.name("Night", world.tell("Bell"))
    strands.edit(strand=night, words={"name": "Late"}, began_from=1, by=world.improver_there, at=later(2))
    with pytest.raises(strands.ChangedMeanwhile):
        strands.edit(strand=night, words={"name": "Dark"}, began_from=1, by=world.improver_here, at=later(2))
    assert Strand.objects.get(pk=night.pk).title == "Late"


def test_a_pair_is_kept_apart_once_in_whatever_order(world, sorting) -> None:
    bell, horn = world.tell("Bell"), world.tell("Horn")
    for one, other in ((bell, horn), (horn, bell)):
        actions.keep_apart(one=one, other=other, by=world.improver_here, at=later(1))
    assert Apart.objects.count() == 1
    assert Event.objects.filter(verb="keep apart").count() == 1


def test_an_act_that_fails_half_way_leaves_nothing(world, sorting, monkeypatch) -> None:
    bell, horn = world.tell("Bell"), world.tell("Horn")
    night, light = sorting.name("Night", bell), sorting.name("Light", world.tell("Lamp"))
    before = (sorting.seen(), Event.objects.count(), Strand.objects.count())
    monkeypatch.setattr(actions, "_part", lambda *given: 1 / 0)
    for act in (
        lambda: sorting.name("Sound", bell, horn, out_of=[night]),
        lambda: sorting.put(light, bell, horn, out_of=[night]),
    ):
        with pytest.raises(ZeroDivisionError):
            act()
    assert (sorting.seen(), Event.objects.count(), Strand.objects.count()) == before


def test_two_themes_of_one_name_do_not_stand_on_a_board(world, sorting) -> None:
    bell, desk = world.tell("Bell"), world.tell("Desk")
    sorting.name("Sound", bell)
    with pytest.raises(actions.SameName, match="another name"):
        sorting.name("  sound ", desk)
    assert sorting.seen() == ({"Sound": {"Bell"}}, {"Desk"})


def test_a_name_is_free_again_when_its_theme_has_gone_into_another(world, sorting) -> None:
    bell, desk = world.tell("Bell"), world.tell("Desk")
    sorting.merge(sorting.name("Sound", bell), sorting.name("Desks", desk))
    assert sorting.name("Sound", bell).title == "Sound"


def test_what_is_in_another_theme_too_is_found_with_it_as_far_as_one_sees(world, sorting) -> None:
    bell, desk = world.tell("Bell"), world.tell("Desk")
    sound, nights = sorting.name("Sound", bell, desk), sorting.name("Nights", bell)
    assert also_in(world.improver_here, [bell, desk], nights) == {"Bell": "Sound", "Desk": "Sound"}
    assert also_in(world.improver_here, [desk], sound) == {}
    assert also_in(world.stranger, [bell], nights) == {}
