"""Digests: who is written to, when, with what, never twice, and how it ends at one press."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from knotwork.learning.audit.models import Event
from knotwork.learning.news import actions
from knotwork.learning.news.codes import token_for
from knotwork.learning.news.models import Rhythm
from knotwork.learning.news.queries import due
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
# NOW is a Monday, half past nine in UTC: the first Monday at eight in London after it is a week less two hours later.
FIRST = NOW + timedelta(days=7, hours=-2, minutes=-30)


@pytest.fixture
def told(world):
    return world.tell("The bell is far from bed 4.")


def say(world, told, *, at, text="How far?"):
    return talk.comment(strand=told, text=text, by=world.improver_there, at=at)


def sent() -> list[tuple[str, str]]:
    return [(one.to[0], one.subject) for one in mail.outbox]


def test_everybody_is_written_to_on_monday_at_eight_unless_they_choose(world, told) -> None:
    assert world.improver_here.pk
    actions.begin(at=NOW)
    assert set(Rhythm.objects.values_list("often", "day", "hour", "next_at")) == {("weekly", 0, 8, FIRST)}
    assert actions.begin(at=NOW) == 0


def test_whoever_has_news_is_written_to_and_nobody_else(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    assert actions.send_due(at=FIRST - timedelta(seconds=1)) == 0
    assert actions.send_due(at=FIRST) == 1
    assert sent() == [(world.improver_here.email, "Knotwork: 1 new thing for you")]


def test_the_letter_says_what_was_said_and_where_to_read_it(world, told, settings) -> None:
    settings.ADDRESS = "https://knotwork.example.org"
    say(world, told, at=later(1), text="How far <b>is</b> it?")
    made = actions.letter(world.improver_here, since=NOW, until=later(2))
    assert "Bo There says of “The bell is far from bed 4”: How far <b>is</b> it?" in made.text
    assert f"https://knotwork.example.org/strands/{told.code}/talk/" in made.text
    assert "How far &lt;b&gt;is&lt;/b&gt; it?" in made.page
    assert "<b>" not in made.page
    assert made.text.startswith("Hello Ada Here,\n")


def test_the_letter_says_what_came_of_what_one_told_first(world, told) -> None:
    say(world, told, at=later(1))
    sense.respond(insight=told, place=world.there, answer="not", why="Ours rings", by=world.improver_there, at=later(1))
    made = actions.letter(world.improver_here, since=NOW, until=later(2))
    assert made.subject == "Knotwork: what came of what you told"
    assert made.text.index("WHAT CAME OF WHAT YOU TOLD") < made.text.index("SAID TO YOU")
    assert "Ward 9 says that it is not so there." in made.text


def test_nothing_new_is_no_letter(world, told) -> None:
    assert actions.letter(world.improver_here, since=NOW, until=later(9)) is None


def test_the_same_news_is_not_written_of_twice(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    for _again in range(3):
        actions.send_due(at=FIRST)
    actions.send_due(at=FIRST + timedelta(days=7))
    assert len(mail.outbox) == 1


def test_after_a_letter_the_next_is_due_a_week_later_and_tells_from_then_on(world, told) -> None:
    actions.begin(at=NOW)
    actions.send_due(at=FIRST)
    rhythm = Rhythm.objects.get(person=world.improver_here)
    assert (rhythm.until, rhythm.next_at) == (FIRST, FIRST + timedelta(days=7))


def test_a_site_that_stood_still_for_weeks_writes_once(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    assert actions.send_due(at=later(40)) == 1
    assert actions.send_due(at=later(40)) == 0


def test_what_was_narrowed_since_is_in_no_letter(world, told) -> None:
    actions.begin(at=NOW)
    assert world.improver_there.pk
    talk.comment(strand=told, text="@Bo There", by=world.coach_in_both, at=later(1))
    strands.share(strand=told, visibility="team", by=world.improver_here, at=later(2))
    actions.send_due(at=FIRST)
    assert world.improver_there.email not in dict(sent())


def test_somebody_whose_account_is_closed_is_not_written_to(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    type(world.improver_here).objects.filter(pk=world.improver_here.pk).update(is_active=False)
    assert actions.send_due(at=FIRST) == 0


def test_the_demonstrations_people_are_not_written_to(world, told) -> None:
    actions.begin(at=NOW)
    type(world.improver_here).objects.filter(pk=world.improver_here.pk).update(demonstrates="team_lead")
    assert world.improver_here.pk not in due(at=FIRST)


def test_where_the_mail_server_refuses_it_is_tried_again_with_all_that_is_new(world, told, monkeypatch) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))

    def refuse(self, fail_silently=False) -> None:
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", refuse)
        assert actions.send_due(at=FIRST) == 0
    assert actions.send_due(at=FIRST + timedelta(minutes=59)) == 0
    assert actions.send_due(at=FIRST + timedelta(minutes=60)) == 1
    assert "How far?" in mail.outbox[0].body


def test_a_process_killed_before_the_letter_went_does_not_send_it_twice(world, told, monkeypatch) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))

    def killed(_letter, _to) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(actions, "_mail", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.send(world.improver_here.pk, at=FIRST)
    assert not actions.send(world.improver_here.pk, at=FIRST)
    assert mail.outbox == []


def test_a_mail_program_can_end_it_at_one_press(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    actions.send_due(at=FIRST)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/letters/" + headers["List-Unsubscribe"].strip("<>").split("/letters/")[1]
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    rhythm = Rhythm.objects.get(person=world.improver_here)
    assert (rhythm.often, rhythm.next_at) == ("never", None)
    say(world, told, at=FIRST + timedelta(days=1))
    assert actions.send_due(at=FIRST + timedelta(days=7)) == 0


def test_a_program_that_only_looks_at_links_ends_nothing(world) -> None:
    actions.begin(at=NOW) if world.improver_here else None
    page = Client().get(reverse("letters-off", args=[token_for(world.improver_here.pk)]))
    assert "Yes, write to me no more" in page.content.decode()
    assert Rhythm.objects.get(person=world.improver_here).often == "weekly"


def test_ending_twice_is_one_event(world) -> None:
    for _twice in range(2):
        actions.stop(by=world.improver_here, at=NOW)
    assert Event.objects.filter(verb="choose digest", system=None).count() == 1


def test_a_link_that_was_made_up_leads_nowhere(client, world) -> None:
    assert client.get(reverse("letters-off", args=["nonsense"])).status_code == 404
    assert client.post(reverse("letters-off", args=[token_for(10**9)])).status_code == 404


def test_choosing_another_hour_keeps_what_is_new_for_then(world, told) -> None:
    actions.begin(at=NOW)
    say(world, told, at=later(1))
    actions.choose(often="daily", day=0, hour=7, by=world.improver_here, at=later(2))
    rhythm = Rhythm.objects.get(person=world.improver_here)
    assert rhythm.until == NOW - timedelta(days=7)
    assert actions.send_due(at=rhythm.next_at) == 1


@pytest.mark.parametrize(
    "chosen",
    [
        {"often": "hourly", "day": 0, "hour": 8},
        {"often": "weekly", "day": 7, "hour": 8},
        {"often": "weekly", "day": 0, "hour": 24},
        {"often": "weekly", "day": 0, "hour": -1},
    ],
)
def test_a_rhythm_that_there_is_not_is_refused(world, chosen) -> None:
    with pytest.raises(ValueError, match=r"hour|Often|Day|valid"):
        actions.choose(**chosen, by=world.improver_here, at=NOW)
    assert not Rhythm.objects.exists()


def test_who_wants_none_can_have_none_due(world) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Rhythm.objects.create(person=world.improver_here, often="never", next_at=NOW, until=NOW)


def test_the_page_saves_a_rhythm_and_shows_what_would_be_said(world, told, client) -> None:
    from django.utils import timezone

    say(world, told, at=timezone.now(), text="How far, zebra?")
    client.force_login(world.improver_here)
    page = client.get(reverse("letters")).content.decode()
    assert "How far, zebra?" in page
    answer = client.post(reverse("letters"), {"often": "daily", "day": "2", "hour": "17"}, follow=True)
    assert "The next digest comes on" in answer.content.decode()
    rhythm = Rhythm.objects.get()
    assert (rhythm.often, rhythm.day, rhythm.hour) == ("daily", 2, 17)


def test_what_somebody_calls_themselves_cannot_bend_the_letter(world, told) -> None:
    person = world.improver_there
    type(person).objects.filter(pk=person.pk).update(name="Bo\r\nBcc: all@example.org <script>x</script>")
    say(world, told, at=later(1))
    made = actions._mail(actions.letter(world.improver_here, since=NOW, until=later(2)), "a@example.org").message()
    assert made["Bcc"] is None
    assert "<script>" not in actions.letter(world.improver_here, since=NOW, until=later(2)).page


def test_the_command_writes_to_whoever_is_due(world, told, capsys) -> None:
    from knotwork.command.writing import digest

    Rhythm.objects.create(person=world.improver_here, often="daily", next_at=NOW, until=NOW)
    say(world, told, at=later(1))
    assert digest(None) == 0
    assert capsys.readouterr().out == "1 digests were sent.\n"
