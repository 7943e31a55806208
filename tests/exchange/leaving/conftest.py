"""Somebody of whom there is something in every table that could hold a thing of theirs."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.files.base import ContentFile
from django.urls import reverse

from knotwork.exchange.observations import actions as observations
from knotwork.learning.capture import actions as capture
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.files import actions as files
from knotwork.learning.files.codes import Prepared, prepared
from knotwork.learning.following import queries as following
from knotwork.learning.following.actions import follow
from knotwork.learning.following.queries import Choice
from knotwork.learning.invitations import actions as invitations
from knotwork.learning.invitations.models import Asking
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.news import actions as news
from knotwork.learning.reflecting import actions as reflecting
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from knotwork.learning.talk import actions as talk
from tests.factories import NOW, later
from tests.learning.accounts.test_sign_in_page import PASSWORD, sign_in
from tests.photographs import picture

NAME, AGENT = "Theodora Quill", "Quillbrowser/7"


@pytest.fixture
def theodora(world, client):
    """Leads a ward and analyses, has told, decided, noted, reviewed, joined and sent in, and is signed in."""
    person = world.make_person(NAME, ("team_lead", world.here), ("analyst", world.system))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "quillseed", "used_mask": 0})
    SocialAccount.objects.create(user=person, provider="work", uid="quill-uid", extra_data={"name": NAME})
    client.defaults["HTTP_USER_AGENT"] = AGENT
    sign_in(client, person, "wrong")
    sign_in(client, person)
    client.get(reverse("account"))
    learns(world, person)
    return person


def learns(world, person) -> None:
    """Everything that somebody can leave behind."""
    series = series_of(world.measure, [world.here.code])[0]
    world.measure.checked_by = person.name
    world.measure.save()
    told = world.tell("We moved the bell.", by=person)
    world.tell("I was tired.", by=person, anonymous=True)
    public = world.tell("For everybody.", by=person, visibility="public")
    strands.share(strand=public, visibility="public", named_in_public=True, by=person, at=NOW)
    words = {"happened": "We moved the bell nearer.", "learned": "", "needed_by": ""}
    strands.edit(strand=told, words=words, began_from=1, by=person, at=later(1))
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=person, review_on=later(90).date(),
        system=world.system, place=world.here, by=person, at=later(1), charts=[series], decided_from=[told],
    )  # fmt: skip
    action = doings.begin(
        decision=decision, what="Move them all", owner=person, due_on=later(30).date(), by=person, at=later(1)
    )
    doings.finish(strand=action, end="done", went="It was easy.", by=person, at=later(2))
    decisions.review(decision=decision, verdict="yes", seen="Fewer", by=person, at=later(2))
    measures.annotate(series=series, period=date(2026, 9, 1), text="New bell", by=person, at=later(2))
    measures.keep_reading(series=series, by=person, at=later(3))
    file = ContentFile(b"ward,month,falls,days\nWard 4,2026-10,5,900\n")
    observations.receive(file=file, name="quill-falls.csv", system=world.system, by=person, at=NOW)
    sense.respond(insight=told, place=world.here, answer="not", why="At night it is far.", by=person, at=later(2))
    opening = capture.begin(title="Our wall", system=world.system, place=world.here, until=later(5), by=person, at=NOW)
    capture.tell(opening=opening, happened=f"I, {person.name}, saw it.", by=person, at=NOW)
    invitations.invite(
        email=person.email, role="analyst", system=world.system, by=world.co_ordinator, at=NOW, address=str
    )
    seen = world.tell("Bells everywhere.", by=world.coach_in_both)
    talk.comment(strand=seen, text="So it is here.", by=person, at=later(2))
    talk.comment(strand=seen, text=f"Ask @{person.name}.", by=world.coach_in_both, at=later(2))
    talk.comment(strand=seen, text=f"I, @{person.name.upper()}, wrote this.", by=person, at=later(2))
    talk.thank(strand=seen, by=person, at=later(2))
    offered = following.choices_of(person, seen)
    follow(choices=offered, chosen=[one.key for one in offered], by=person, at=later(2))
    follow(choices=[Choice("whom", person, "")], chosen=[f"whom-{person.pk}"], by=world.coach_in_both, at=later(2))
    news.choose(often="daily", day=0, hour=7, by=person, at=later(2))
    files.add(strand=told, file=prepared(picture()), words="The bell.", by=person, at=later(2))
    paper = Prepared("pdf", b"%PDF-1.7 /Author (Theodora Quill)")
    files.add(strand=told, file=paper, words="Our plan.", by=person, at=later(2))
    alone(world, person)
    Asking.objects.create(
        system=world.system, person=person, why=f"I am {person.name}.", at=NOW, given=False, answered_at=NOW
    )


def alone(world, person) -> None:
    """What nobody but they have seen: a reflection, written anew once, and a story with a photograph."""
    words = {"occurred": f"{person.name} wept.", "feelings": "Quillsorrow"}
    mine = {"by": person, "at": later(1)}
    note = reflecting.reflect(words=words, system=world.system, place=world.here, **mine)
    strands.edit(strand=note, words={**words, "found": "Quillrest"}, began_from=1, **mine)
    story = world.tell("Quillsecret", visibility="own", came_of=[(note, "prompted by")], **mine)
    files.add(strand=story, file=prepared(picture()), words="The door of Theodora Quill.", **mine)


@pytest.fixture
def proved(client, theodora):
    """Theodora, having said once more who she is."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    return theodora
