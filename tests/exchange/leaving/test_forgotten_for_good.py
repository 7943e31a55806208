"""After somebody is forgotten no table of the database has anything of them, and every page still opens."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, models
from django.db.models.deletion import ProtectedError
from django.urls import reverse

from knotwork.exchange.leaving import actions
from knotwork.exchange.leaving.queries import runs_alone
from knotwork.exchange.observations.models import Upload
from knotwork.learning.audit.models import Event
from knotwork.learning.audit.queries import verify
from knotwork.learning.files.models import Content, File
from knotwork.learning.people import actions as people
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.strands.models import Link, Strand, Version
from knotwork.learning.talk.models import Comment
from tests.access.addresses import addresses
from tests.exchange.leaving.conftest import AGENT, NAME, alone, learns
from tests.factories import NOW, later
from tests.learning.accounts.test_sign_in_page import sign_in

pytestmark = pytest.mark.django_db
# What names somebody and stays, because others build on it: it then names someone who left.
STAYS = {
    "audit.Event.by", "capture.Opening.by", "decisions.Decision.owner", "doings.Doing.owner",
    "language.Term.agreed_by",
    "observations.Upload.by", "strands.Link.by",
    "strands.Strand.by", "strands.Version.by", "talk.Comment.by", "talk.Comment.taken_back_by",
}  # fmt: skip


def dump() -> dict[str, str]:
    """Every table of the database as one text each, in small letters."""
    with connection.cursor() as cursor:
        texts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            texts[table] = repr(cursor.fetchall()).lower()
    return texts


def where(*needles: str) -> dict[str, set[str]]:
    """In which tables each of some words is found."""
    tables = dump()
    return {needle: {name for name, text in tables.items() if needle.lower() in text} for needle in needles}


def traces(person, session: str) -> tuple[str, ...]:
    """Words that lead to one person and to nobody else."""
    return (NAME, "Theodora", "Quill", person.email, person.password, session, AGENT, "quillseed", "quill-uid")


def sessions_of(person) -> list[str]:
    return [one.pk for one in Session.objects.all() if one.get_decoded().get("_auth_user_id") == str(person.pk)]


def forget(person, **at) -> None:
    actions.forget(by=person, at=at.get("at", later(5)))


def test_before_each_trace_is_in_some_table(client, theodora) -> None:
    """A test of the test below: what it looks for is there to be found."""
    found = where(*traces(theodora, client.session.session_key))
    assert "audit_event" not in found[NAME] | found["Quill"] | found[theodora.email]
    assert [needle for needle, tables in found.items() if not tables] == []
    tables = {
        "people_person",
        "socialaccount_socialaccount",
        "measures_measure",
        "invitations_asking",
        "capture_waiting",
    }
    assert found[NAME] >= tables
    assert "observations_upload" in found["Quill"]
    assert found[theodora.email] >= {"account_emailaddress", "invitations_invitation"}


def test_afterwards_no_table_has_any_trace(client, theodora) -> None:
    looked_for = traces(theodora, client.session.session_key)
    forget(theodora)
    assert where(*looked_for) == {needle: set() for needle in looked_for}


def test_what_only_they_could_see_is_in_many_tables_before_and_in_none_after(theodora) -> None:
    words = ("quillsorrow", "quillrest", "quillsecret", "The door of")
    found = set().union(*where(*words).values())
    assert found >= {"strands_version", "reflecting_reflection", "insights_insight", "files_file", "finding_findable"}
    own = list(Strand.objects.filter(visibility="own").values_list("pk", flat=True))
    forget(theodora)
    assert where(*words) == {needle: set() for needle in words}
    assert not Strand.objects.filter(pk__in=own).exists()
    assert not Version.objects.filter(strand__in=own).exists()
    assert not Link.objects.filter(origin__in=own).exists()


def test_what_only_others_can_see_is_theirs_and_stays(world, theodora) -> None:
    alone(world, world.coach_in_both)
    forget(theodora)
    assert Strand.objects.filter(visibility="own").count() == 2


def test_where_somebody_mentions_themselves_their_words_stay_without_the_name(theodora) -> None:
    forget(theodora)
    said = set(Comment.objects.values_list("text", flat=True))
    assert said == {"So it is here.", "Ask @Someone who left.", "I, @Someone who left, wrote this."}


def test_photographs_stay_with_what_was_told_and_files_that_name_their_writer_go(theodora) -> None:
    assert sorted(File.objects.values_list("sort", flat=True)) == ["pdf", "photograph", "photograph"]
    forget(theodora)
    assert list(File.objects.values_list("sort", flat=True)) == ["photograph"]
    assert Content.objects.count() == 1


def test_no_session_leads_to_them_any_more(client, theodora) -> None:
    assert sessions_of(theodora)
    forget(theodora)
    assert sessions_of(theodora) == []
    assert client.get(reverse("today")).status_code == 302


def test_the_sessions_of_others_go_on(world, client, theodora) -> None:
    client.force_login(world.improver_there)
    forget(theodora)
    assert client.get(reverse("today")).status_code == 200


def test_what_others_have_stays_as_it_was(world, theodora) -> None:
    other = world.make_person("Cleo Coach", ("coach", world.here), ("analyst", world.system))
    Authenticator.objects.create(user=other, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    learns(world, other)
    forget(theodora)
    other.refresh_from_db()
    assert (other.name, other.is_active, other.roles.count(), other.strands.count() > 4) == (
        "Cleo Coach", True, 2, True,
    )  # fmt: skip
    assert Authenticator.objects.filter(user=other).count() == 1


def test_every_reference_to_a_person_is_known_to_stay_or_goes(world) -> None:
    kept = {
        f"{one.related_model._meta.label}.{one.field.name}"
        for one in actions.references()
        if one.on_delete is not models.CASCADE
    }
    assert kept == STAYS


def test_their_learning_stays_with_its_words_and_its_threads(theodora) -> None:
    def shown() -> tuple[list[str], list[dict[str, str]]]:
        strands = Strand.objects.exclude(visibility="own")
        versions = Version.objects.exclude(strand__visibility="own")
        return list(strands.values_list("title", flat=True)), list(versions.values_list("words", flat=True))

    before = shown()
    forget(theodora)
    assert shown() == before
    assert {one.teller for one in Strand.objects.filter(by=theodora)} == {"Someone who left", "Told without a name"}


def test_the_trail_is_whole_and_has_the_leaving_in_each_of_their_systems(world, theodora) -> None:
    before = Event.objects.count()
    forget(theodora)
    events = Event.objects.filter(verb="leave")
    assert [(one.system_id, one.subject_key) for one in events] == [(world.system.pk, str(theodora.pk))]
    assert Event.objects.count() == before + 1
    assert verify().faults == ()


def test_somebody_without_a_role_can_leave_too(world) -> None:
    person = world.make_person("Rolf Roleless")
    forget(person)
    assert Event.objects.get(verb="leave").system is None
    assert where("Rolf")["Rolf"] == set()


def test_nobody_can_sign_in_as_the_shell(client, theodora) -> None:
    forget(theodora)
    shell = Person.objects.get(pk=theodora.pk)
    assert (shell.is_active, shell.has_usable_password(), str(shell)) == (False, False, "Someone who left")
    client.logout()
    sign_in(client, shell)
    assert "_auth_user_id" not in client.session


def test_the_shell_has_no_role_and_may_do_nothing(theodora) -> None:
    forget(theodora)
    assert Person.objects.get(pk=theodora.pk).grants() == ()
    assert HeldRole.objects.filter(person=theodora).count() == 0


def test_two_who_left_do_not_stand_in_each_others_way(world, theodora) -> None:
    other = world.make_person("Otto Other")
    forget(theodora)
    forget(other)
    assert Person.objects.filter(name="Someone who left").count() == 2


def test_the_address_can_be_invited_again_and_is_somebody_new(world, theodora) -> None:
    email = theodora.email
    forget(theodora)
    again = people.welcome(email=email, name="Theodora Quill", by=world.operator, at=later(9))
    assert again.pk != theodora.pk
    assert again.strands.count() == 0


def test_a_file_that_was_half_way_in_goes_and_one_that_is_in_keeps_no_name(
    world, theodora, django_capture_on_commit_callbacks
) -> None:
    half = Upload.objects.get(by=theodora)
    kept = half.file.name
    done = Upload.objects.create(
        system=world.system, by=theodora, at=NOW, moved_at=NOW, name="quill.csv", state=Upload.State.DONE
    )
    assert half.file.storage.exists(kept)
    with django_capture_on_commit_callbacks(execute=True):
        forget(theodora)
    assert not half.file.storage.exists(kept)
    assert [(one.pk, one.name) for one in Upload.objects.filter(by=theodora)] == [
        (done.pk, "A file of someone who left")
    ]


def test_a_farewell_goes_to_the_address_once_it_is_done(theodora, django_capture_on_commit_callbacks) -> None:
    email = theodora.email
    with django_capture_on_commit_callbacks(execute=True):
        forget(theodora)
    assert [(one.to, one.subject) for one in mail.outbox] == [([email], "Knotwork: you have left")]


def test_leaving_half_way_is_not_leaving(theodora, monkeypatch) -> None:
    """A failure at the very end, and nothing of it has happened."""

    def fails(*_anything) -> None:
        raise ProtectedError("no", set())

    monkeypatch.setattr(actions, "_make_nameless", fails)
    with pytest.raises(ProtectedError):
        forget(theodora)
    assert Person.objects.get(pk=theodora.pk).name == NAME
    assert theodora.roles.count() == 2
    assert not Event.objects.filter(verb="leave").exists()


def test_every_page_opens_afterwards_and_none_has_the_name(world, client, monkeypatch) -> None:
    person = world.improver_here  # of whom the sweep's things are
    every = addresses(world)
    forget(person)
    for reader in (world.co_ordinator, world.governance_lead, world.coach_in_both):
        client.force_login(reader)
        pages = {address.name: client.get(address.path) for address in every if address.name != "sign-out"}
        assert {name: page.status_code for name, page in pages.items() if page.status_code >= 500} == {}
        read = {name: b"" if page.streaming else page.content for name, page in pages.items()}
        assert [name for name, content in read.items() if b"Ada Here" in content] == []
        assert b"Someone who left" in read["insight"]
        assert b"Someone who left carries it" in read["decision"]


def test_the_only_co_ordinator_hands_over_first(world) -> None:
    with pytest.raises(actions.HandOverFirst, match="nobody else runs Falls"):
        forget(world.co_ordinator)
    assert Person.objects.get(pk=world.co_ordinator.pk).is_active
    assert runs_alone(world.co_ordinator) == [world.system]


def test_one_of_two_co_ordinators_can_leave_and_the_other_no_longer(world) -> None:
    first, other = world.co_ordinator, world.make_person("Cyd Second", ("co_ordinator", world.system))
    assert runs_alone(other) == []
    forget(first)
    with pytest.raises(actions.HandOverFirst):
        forget(other)


def test_a_co_ordinator_whose_account_is_closed_is_nobody_to_hand_over_to(world) -> None:
    other = world.make_person("Cyd Second", ("co_ordinator", world.system))
    Person.objects.filter(pk=other.pk).update(is_active=False)
    assert runs_alone(world.co_ordinator) == [world.system]


def test_each_system_that_would_be_alone_is_named(world) -> None:
    person = world.co_ordinator
    assert world.far.pk
    people.give_role(person=person, role="co_ordinator", system=world.elsewhere, by=world.operator, at=NOW)
    world.make_person("Cyd Second", ("co_ordinator", world.system))
    assert runs_alone(person) == [world.elsewhere]


def test_an_account_that_everybody_shares_stays(world) -> None:
    person = people.welcome(email="demo@example.org", name="Demo", by=world.operator, at=NOW, demonstrates="team_lead")
    with pytest.raises(actions.OfTheDemonstration):
        forget(person)
