"""Talk of strands: who may say something, who hears of it, what can be taken back, and thanks."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.reflecting import actions as reflecting
from knotwork.learning.strands import actions as strands
from knotwork.learning.talk import actions
from knotwork.learning.talk.models import Comment, Mention, Thanks
from knotwork.learning.talk.queries import may_comment, mentioned, taking_part, talk
from tests.factories import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world):
    return world.tell("The bell is far from bed 4.")


def say(strand, text="How did you do it?", *, by, **more):
    return actions.comment(strand=strand, text=text, by=by, at=later(1), **more)


def test_what_is_said_stands_under_it_by_name(world, told) -> None:
    made = say(told, "  How did you do it? ", by=world.improver_there)
    shown = talk(world.observer, told)
    assert [(one.text, one.by) for one in shown.newest] == [("How did you do it?", world.improver_there)]
    assert (shown.many, shown.more, made.strand) == (1, 0, told)


def test_the_page_of_a_strand_has_the_newest_three_oldest_first(world, told) -> None:
    for number in range(5):
        actions.comment(strand=told, text=f"Line {number}", by=world.improver_here, at=later(number))
    shown = talk(world.improver_here, told)
    assert [one.text for one in shown.newest] == ["Line 2", "Line 3", "Line 4"]
    assert (shown.many, shown.more) == (5, 2)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_said_is_not_kept(world, told, text) -> None:
    with pytest.raises(actions.NothingSaid):
        say(told, text, by=world.improver_here)
    assert not Comment.objects.exists()


def test_the_same_form_twice_says_it_once(world, told) -> None:
    token = uuid4()
    assert say(told, by=world.improver_here, token=token) == say(told, by=world.improver_here, token=token)
    assert Comment.objects.count() == 1


def test_who_only_sees_reads_and_does_not_write(world, told) -> None:
    assert not may_comment(world.observer, told)
    with pytest.raises(NotAllowed):
        say(told, by=world.observer)


def test_a_stranger_neither_reads_nor_writes(world, told, client) -> None:
    with pytest.raises(NotAllowed):
        say(told, by=world.stranger)
    client.force_login(world.stranger)
    assert client.get(reverse("talk", args=[told.code])).status_code == 404


@pytest.mark.parametrize("level", ["network", "public"])
def test_what_the_network_sees_others_ask_about(world, level) -> None:
    shared = world.tell("For others too.", visibility=level)
    assert say(shared, by=world.stranger).by == world.stranger


def test_who_tells_nowhere_asks_nothing_of_the_network(world) -> None:
    shared = world.tell("For others too.", visibility="network")
    looker = world.make_person("Luc Looker", ("observer", world.far), system=world.elsewhere)
    with pytest.raises(NotAllowed):
        say(shared, by=looker)


def test_what_is_shown_to_a_team_is_talked_of_in_the_team(world) -> None:
    own = world.tell("Only us.", visibility="team")
    say(own, by=world.improver_here)
    with pytest.raises(NotAllowed):
        say(own, by=world.improver_there)


def test_what_nobody_else_sees_is_not_talked_of(world, client) -> None:
    kept = reflecting.reflect(
        words={"occurred": "Mine."}, system=world.system, place=world.here, by=world.improver_here, at=later(1)
    )
    with pytest.raises(NotAllowed):
        say(kept, by=world.improver_here)
    client.force_login(world.improver_here)
    assert client.get(reverse("talk", args=[kept.code])).status_code == 403
    assert client.get(reverse("follow", args=[kept.code])).status_code == 403


def test_who_is_mentioned_is_found_by_their_name(world, told) -> None:
    assert world.improver_there.name == "Bo There"
    say(told, "@Bo There and @ada here: look", by=world.coach_in_both)
    assert {one.person for one in Mention.objects.all()} == {world.improver_there, world.improver_here}


def test_nobody_mentions_themselves(world, told) -> None:
    say(told, f"I, @{world.improver_here.name}", by=world.improver_here)
    assert not Mention.objects.exists()


def test_a_mention_of_somebody_who_does_not_see_it_is_as_one_of_nobody(world, told) -> None:
    assert world.stranger.name == "Stan Stranger"
    for name in ("Stan Stranger", "Nora Nobody"):
        with pytest.raises(actions.NobodySoCalled, match=f"“{name}”"):
            say(told, f"Ask @{name}", by=world.improver_here)
    assert not Comment.objects.exists()


def test_of_a_longer_and_a_shorter_name_the_longer_is_meant_if_they_see_it(world, told) -> None:
    short = world.make_person("Bo", ("member", world.here))
    long = world.make_person("Bo There Away", ("member", world.far), system=world.elsewhere)
    middle = world.improver_there
    assert mentioned(told, "@Bo There Away")[0] == [middle]
    assert mentioned(told, "@Bo, look")[0] == [short]
    assert long not in mentioned(told, "@Bo There Away")[0]


def test_two_of_one_name_are_both_meant(world, told) -> None:
    both = {world.make_person("Sam Same", ("member", world.here)) for _two in range(2)}
    assert set(mentioned(told, "@Sam Same")[0]) == both


def test_of_very_many_mentions_only_the_first_are_looked_for(world, told, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(60):
        people, unknown = mentioned(told, " ".join(f"@Nobody{number}x" for number in range(2000)))
    assert (people, len(unknown)) == ([], 50)


def test_whom_one_would_mention_first_is_who_takes_part(world, told) -> None:
    say(told, by=world.improver_there)
    assert taking_part(told, but=world.coach_in_both) == ["Ada Here", "Bo There"]
    assert taking_part(told, but=world.improver_here) == ["Bo There"]


def test_who_told_without_a_name_is_not_offered_to_be_mentioned(world) -> None:
    hidden = world.tell("I was tired.", anonymous=True)
    assert taking_part(hidden, but=world.improver_there) == []


def test_what_is_taken_back_has_no_words_and_no_mentions_and_says_so(world, told, client) -> None:
    assert world.improver_there.name == "Bo There"
    made = say(told, "Zebra @Bo There", by=world.improver_here)
    actions.take_back(strand=told, comment=made.pk, by=world.improver_here, at=later(2))
    made.refresh_from_db()
    assert (made.text, made.taken_back_by, made.mentions.count()) == ("", world.improver_here, 0)
    client.force_login(world.improver_there)
    page = client.get(reverse("talk", args=[told.code])).content.decode()
    assert "Taken back on" in page
    assert "Zebra" not in page
    assert talk(world.improver_there, told).many == 0


def test_another_takes_back_only_where_they_look_through_what_is_told(world, told) -> None:
    made = say(told, by=world.coach_in_both)
    with pytest.raises(NotAllowed):
        actions.take_back(strand=told, comment=made.pk, by=world.improver_there, at=later(2))
    actions.take_back(strand=told, comment=made.pk, by=world.improver_here, at=later(2))
    assert Comment.objects.get().taken_back_by == world.improver_here


def test_taking_back_twice_or_what_is_not_there_changes_nothing(world, told) -> None:
    made = say(told, by=world.improver_here)
    other = say(world.tell("Another."), by=world.improver_here)
    for key in (made.pk, made.pk, other.pk, 10**12):
        actions.take_back(strand=told, comment=key, by=world.improver_here, at=later(2))
    other.refresh_from_db()
    assert other.text
    assert Event.objects.filter(verb="take back comment").count() == 1


def test_the_trail_says_that_something_was_said_and_never_what(world, told) -> None:
    say(told, "Zebra", by=world.improver_here)
    event = Event.objects.get(verb="comment")
    assert (event.subject_key, event.system_id, event.by) == (told.code, told.system_id, world.improver_here)
    assert "Zebra" not in repr((event.before, event.after))


def test_narrowing_a_strand_hides_what_was_said_of_it(world, told, client) -> None:
    say(told, "Zebra", by=world.improver_there)
    strands.share(strand=told, visibility="team", by=world.improver_here, at=later(2))
    client.force_login(world.improver_there)
    assert client.get(reverse("talk", args=[told.code])).status_code == 404


def test_a_comment_without_words_that_was_not_taken_back_is_refused_by_the_database(world, told) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(strand=told, by=world.improver_here, at=later(1), text="")


def test_thanks_are_given_once_and_can_be_taken_back(world, told) -> None:
    for _twice in range(2):
        actions.thank(strand=told, by=world.observer, at=later(1))
    assert Thanks.objects.count() == 1
    assert talk(world.improver_here, told).thanks == "Obi Observer thanks you for this."
    assert talk(world.observer, told).thanked
    for _twice in range(2):
        actions.thank(strand=told, by=world.observer, at=later(2), back=True)
    assert talk(world.improver_here, told).thanks == ""
    assert [e.verb for e in Event.objects.filter(verb__contains="thank").order_by("pk")] == [
        "thank", "take back thanks",
    ]  # fmt: skip


def test_nobody_thanks_themselves(world, told) -> None:
    with pytest.raises(NotAllowed):
        actions.thank(strand=told, by=world.improver_here, at=later(1))


def test_thanks_for_what_one_does_not_see_are_refused(world, told) -> None:
    with pytest.raises(NotAllowed):
        actions.thank(strand=told, by=world.stranger, at=later(1))


def test_thanks_never_tell_who_told_without_a_name(world, client) -> None:
    hidden = world.tell("I was tired.", anonymous=True)
    actions.thank(strand=hidden, by=world.improver_there, at=later(1))
    client.force_login(world.observer)
    page = client.get(reverse("insight", args=[hidden.code])).content.decode()
    assert "Bo There gives thanks for this." in page
    assert world.improver_here.name not in page


def test_the_page_takes_a_comment_and_shows_it(world, told, client) -> None:
    client.force_login(world.improver_there)
    address = reverse("say", args=[told.code])
    answer = client.post(address, {"text": "How far, @Ada Here?"}, follow=True)
    assert "How far, @Ada Here?" in answer.content.decode()
    assert Mention.objects.get().person == world.improver_here


def test_an_unknown_mention_is_said_at_the_box_and_the_words_stay(world, told, client) -> None:
    client.force_login(world.improver_there)
    page = client.post(reverse("say", args=[told.code]), {"text": "Zebra @Stan Stranger"}).content.decode()
    assert "Nobody called “Stan Stranger” sees this" in page
    assert "Zebra @Stan Stranger</textarea>" in page
    assert not Comment.objects.exists()


def test_words_that_look_like_a_patients_hold_a_comment_back(world, told, client) -> None:
    client.force_login(world.improver_there)
    page = client.post(reverse("say", args=[told.code]), {"text": "Mrs Smith, born 01/02/1940, fell"}).content.decode()
    assert "This could tell who a patient is" in page
    assert not Comment.objects.exists()


def test_who_may_not_write_is_refused_and_is_shown_no_box(world, told, client) -> None:
    client.force_login(world.observer)
    address = reverse("talk", args=[told.code])
    assert "<textarea" not in client.get(address).content.decode()
    assert client.post(reverse("say", args=[told.code]), {"text": "x"}).status_code == 403
    assert client.post(address, {"text": "x"}).status_code == 200
    assert not Comment.objects.exists()


def test_somebody_who_told_without_a_name_is_told_that_their_name_will_stand_there(world, client) -> None:
    hidden = world.tell("I was tired.", anonymous=True)
    client.force_login(world.improver_here)
    assert "your name stands by what you write here" in client.get(reverse("talk", args=[hidden.code])).content.decode()


@pytest.mark.parametrize("page", ["insight", "theme", "decision", "action", "review", "reflection"])
def test_every_page_of_a_strand_shows_what_people_say(world, client, page) -> None:
    from knotwork.learning.strands.models import Strand
    from tests.access.addresses import things

    codes = things(world)
    found = Strand.objects.get(code=codes[page]["code"])
    say(found, "Zebra crossing", by=world.coach_in_both)
    client.force_login(world.improver_there)
    shown = client.get(found.get_absolute_url()).content.decode()
    assert "Zebra crossing" in shown
    assert reverse("follow", args=[found.code]) in shown


def test_many_comments_take_no_more_queries(world, told, client, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(world.improver_here)
    say(told, by=world.improver_there)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("talk", args=[told.code]))
    for number in range(20):
        say(told, f"Line {number}", by=world.coach_in_both)
        actions.thank(strand=told, by=world.make_person(f"T{number}", ("observer", world.here)), at=later(1))
    with django_assert_num_queries(len(few)):
        client.get(reverse("talk", args=[told.code]))
