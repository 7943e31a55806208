"""Photographs and files beside strands: who puts them there, who sees them, and that they can be taken out for good."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.files import actions
from knotwork.learning.files.codes import Prepared, prepared
from knotwork.learning.files.models import Content, File
from knotwork.learning.files.queries import content_of, files_of, may_take_out
from knotwork.learning.strands import actions as strands
from tests.factories import later
from tests.photographs import SECRET, as_a_camera_writes, picture

pytestmark = pytest.mark.django_db
PDF = Prepared("pdf", b"%PDF-1.7 plan")


@pytest.fixture
def told(world):
    return world.tell("The bell is far from bed 4.")


def add(strand, file=PDF, *, by, words="Our plan.", **more):
    return actions.add(strand=strand, file=file, words=words, by=by, at=later(1), **more)


def sent(client, strand, data: bytes, words: str = "The bell by bed 4.", **more):
    file = SimpleUploadedFile("Mrs Jones bed 4.jpg", data)
    return client.post(reverse("add-file", args=[strand.code]), {"file": file, "words": words, **more}, follow=True)


def test_a_photograph_comes_by_the_form_without_where_it_was_taken_and_without_its_name(world, told, client) -> None:
    client.force_login(world.improver_here)
    said = sent(client, told, as_a_camera_writes()).content.decode()
    file = File.objects.get()
    assert f'<img src="{reverse("file", args=[file.code])}" alt="The bell by bed 4." width="60" height="40"' in said
    answer = client.get(reverse("file", args=[file.code]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'attachment; filename="knotwork-{file.code}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert SECRET.encode() not in answer.content
    assert "Jones" not in said
    assert file.size == len(answer.content) == len(content_of(file))


def test_another_file_is_a_link_that_says_what_it_is(world, told, client) -> None:
    file = add(told, by=world.improver_here)
    client.force_login(world.observer)
    said = client.get(told.get_absolute_url()).content.decode()
    assert f'<a href="{reverse("file", args=[file.code])}">Our plan.</a> <span class="kw-quiet">(PDF, 0.1 MB)' in said
    assert "Add a photograph" not in said
    assert "Take out" not in said
    assert client.get(reverse("file", args=[file.code])).content == PDF.data


def test_where_there_is_none_only_who_may_add_one_reads_of_it(world, told, client) -> None:
    client.force_login(world.observer)
    assert "hotograph" not in client.get(told.get_absolute_url()).content.decode()
    client.force_login(world.improver_here)
    assert "Add a photograph or a file" in client.get(told.get_absolute_url()).content.decode()


def test_a_decision_holds_files_of_who_may_change_it(world, client) -> None:
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", owner=world.improver_here, review_on=later(90).date(),
        system=world.system, place=world.here, by=world.improver_here, at=later(1),
    )  # fmt: skip
    add(decision, by=world.improver_here)
    client.force_login(world.observer)
    assert "Our plan." in client.get(decision.get_absolute_url()).content.decode()


def test_only_insights_and_decisions_hold_files(world, told) -> None:
    note = world.tell("A story.")
    note.kind = "annotation"
    note.save()
    with pytest.raises(NotAllowed, match="insights and decisions"):
        add(note, by=world.improver_here)


@pytest.mark.parametrize("who", ["coach_in_both", "governance_lead", "co_ordinator", "observer", "stranger"])
def test_nobody_puts_files_to_the_words_of_others(world, told, client, who) -> None:
    person = getattr(world, who)
    with pytest.raises(NotAllowed):
        add(told, by=person)
    client.force_login(person)
    answer = sent(client, told, picture())
    assert answer.status_code == (404 if who == "stranger" else 403)
    assert not File.objects.exists()


def test_who_does_not_see_the_strand_does_not_see_its_file(world, told, client) -> None:
    file = add(told, by=world.improver_here)
    address = reverse("file", args=[file.code])
    for person, status in ((world.observer, 200), (world.stranger, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302
    strands.share(strand=told, visibility="team", by=world.improver_here, at=later(2))
    client.force_login(world.improver_there)
    assert client.get(address).status_code == 404


def test_the_world_reads_the_words_and_not_the_photographs(world, client) -> None:
    told = world.tell("For everybody.", visibility="public")
    file = add(told, prepared(picture()), by=world.improver_here)
    client.logout()
    said = client.get(reverse("public", args=[told.code]))
    assert said.status_code == 200
    assert file.code not in said.content.decode()
    assert client.get(reverse("file", args=[file.code])).status_code == 302


def test_what_is_taken_out_is_gone_for_good(world, told, client) -> None:
    file = add(told, by=world.improver_here)
    client.force_login(world.improver_here)
    answer = client.post(reverse("take-out-file", args=[file.code]), follow=True)
    assert "nothing of it is kept" in answer.content.decode()
    assert not Content.objects.exists()
    assert not File.objects.exists()
    assert client.get(reverse("file", args=[file.code])).status_code == 404
    assert Event.objects.filter(verb="take out file", subject_key=told.code).count() == 1


def test_taken_out_twice_it_stays_out(world, told) -> None:
    file = add(told, by=world.improver_here)
    for _each in range(2):
        actions.take_out(file=file, by=world.improver_here, at=later(2))
    assert Event.objects.filter(verb="take out file").count() == 1


def test_who_looks_through_what_is_told_takes_out_what_shows_a_patient(world, told) -> None:
    file = add(told, by=world.improver_here)
    assert [may_take_out(getattr(world, who), told) for who in ("co_ordinator", "observer", "improver_there")] == [
        True, False, False,
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.take_out(file=file, by=world.observer, at=later(2))
    actions.take_out(file=file, by=world.co_ordinator, at=later(2))
    assert not File.objects.exists()


def test_who_told_without_a_name_stays_without_one(world) -> None:
    told = world.tell("I was tired.", anonymous=True)
    file = add(told, by=world.improver_here)
    actions.take_out(file=file, by=world.improver_here, at=later(2))
    events = Event.objects.filter(verb__in=["add file", "take out file"])
    assert [event.by for event in events] == [None, None]


def test_the_trail_never_says_what_a_file_shows(world, told) -> None:
    file = add(told, words="Theodora at bed 4.", by=world.improver_here)
    actions.take_out(file=file, by=world.improver_here, at=later(2))
    assert not [event for event in Event.objects.all() if "Theodora" in f"{event.before}{event.after}"]


def test_the_same_form_twice_adds_one(world, told) -> None:
    token = uuid4()
    assert add(told, by=world.improver_here, token=token) == add(told, by=world.improver_here, token=token)
    assert File.objects.count() == Content.objects.count() == 1


def test_ten_are_enough(world, told, client) -> None:
    for _each in range(10):
        add(told, by=world.improver_here)
    with pytest.raises(actions.TooMany):
        add(told, by=world.improver_here)
    client.force_login(world.improver_here)
    assert "Take one out first" in sent(client, told, picture()).content.decode()
    assert File.objects.count() == 10


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_nothing_is_kept_that_nobody_said_what_it_shows(world, told, client, words) -> None:
    with pytest.raises(actions.NotSaid):
        add(told, words=words, by=world.improver_here)
    client.force_login(world.improver_here)
    said = sent(client, told, picture(), words).content.decode()
    assert "Say what it shows" in said
    assert "Choose it once more" in said
    assert not File.objects.exists()


def test_words_that_could_tell_who_a_patient_is_are_asked_about(world, told, client) -> None:
    client.force_login(world.improver_here)
    said = sent(client, told, picture(), "Her NHS number is 943 476 5919.").content.decode()
    assert "This could tell who a patient is" in said
    assert not File.objects.exists()


@pytest.mark.parametrize("data", [b"", b"just words", b"\xff\xd8\xff" + bytes(30)])
def test_what_cannot_be_kept_is_refused_beside_the_field_and_the_words_stay(world, told, client, data) -> None:
    client.force_login(world.improver_here)
    said = sent(client, told, data).content.decode()
    assert 'class="nhsuk-error-message"' in said
    assert 'value="The bell by bed 4."' in said
    assert not File.objects.exists()


def test_a_file_that_is_lost_on_the_way_leaves_nothing_half_written(world, told, monkeypatch) -> None:
    def fail(**_more) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(Content.objects, "create", fail)
    with pytest.raises(OSError, match="full"):
        add(told, by=world.improver_here)
    assert not File.objects.exists()
    assert not Event.objects.filter(verb="add file").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ""},
        {"sort": "page"},
        {"sort": "photograph"},
        {"width": 4, "height": 4},
        {"sort": "photograph", "width": 4},
        {"sort": "photograph", "width": 0, "height": 4},
    ],
)
def test_the_database_refuses_what_no_file_is(world, told, wrong) -> None:
    row = {"strand": told, "at": later(1), "sort": "pdf", "words": "A plan.", "size": 4}
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(**{**row, **wrong})


def test_a_page_with_ten_photographs_asks_once_for_them_and_never_for_what_is_in_them(
    world, told, django_assert_num_queries
) -> None:
    for _each in range(10):
        add(told, prepared(picture()), by=world.improver_here)
    with django_assert_num_queries(1) as asked:
        shown = files_of(world.improver_here, told)
    assert len(shown.photographs) == 10
    assert "data" not in asked.captured_queries[0]["sql"]
