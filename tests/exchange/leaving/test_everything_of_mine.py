"""A person takes away everything of theirs, and nothing of others."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knotwork.exchange.leaving.codes import Table, packed
from knotwork.exchange.leaving.queries import contents, everything
from knotwork.learning.audit.models import Event
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.files.models import Content
from knotwork.learning.strands import actions as strands
from tests.exchange.leaving.conftest import AGENT, NAME, learns
from tests.factories import NOW, later

BESIDE = "photographs-and-files"
pytestmark = pytest.mark.django_db


def tables(person) -> dict[str, Table]:
    return {table.name: table for table in everything(person)}


def rows(person, name) -> list[dict]:
    table = tables(person)[name]
    return [dict(zip(table.head, row, strict=True)) for row in table.rows]


def opened(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(answer.content))


def test_the_page_asks_first_who_it_is(client, theodora) -> None:
    for method in (client.get, client.post):
        answer = method(reverse("mine"))
        assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_look_at_the_page_gives_no_file_and_leaves_no_event(client, proved) -> None:
    page = client.get(reverse("mine"))
    assert "Your words, every version" in page.content.decode()
    assert not Event.objects.filter(verb="take a copy").exists()


def test_the_file_has_a_page_to_read_and_each_table_twice(client, proved) -> None:
    archive = opened(client.post(reverse("mine")))
    names = set(tables(proved))
    written = {name for name in archive.namelist() if not name.startswith("photographs-and-files/")}
    assert written == {"read-me.html", "everything.json", *(f"{name}.csv" for name in names)}
    assert set(json.loads(archive.read("everything.json"))) == names
    assert archive.testzip() is None


def test_photographs_and_files_are_in_it_as_they_are_by_the_names_in_the_table(client, proved) -> None:
    archive = opened(client.post(reverse("mine")))
    kept = {one["file"]: archive.read(f"photographs-and-files/{one['file']}") for one in rows(proved, BESIDE)}
    assert sorted(data[:4] for data in kept.values()) == [b"%PDF", *2 * [b"\xff\xd8\xff\xe0"]]
    shows = [one["what it shows"] for one in rows(proved, BESIDE)]
    assert shows == ["The bell.", "Our plan.", "The door of Theodora Quill."]


def test_what_is_taken_out_while_it_is_packed_is_left_out(proved) -> None:
    Content.objects.filter(file__sort="pdf").delete()
    assert [name[-3:] for name, _data in contents(proved)] == ["jpg", "jpg"]


def test_the_file_is_offered_to_be_kept_and_kept_in_no_cache(client, proved) -> None:
    answer = client.post(reverse("mine"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="knotwork-everything-of-mine-')
    assert "no-store" in answer["Cache-Control"]


def test_taking_a_copy_is_in_the_trail(client, proved) -> None:
    client.post(reverse("mine"))
    event = Event.objects.get(verb="take a copy")
    assert (event.by, event.subject_key, event.before, event.after) == (proved, str(proved.pk), {}, {})
    assert event.session


def test_the_page_in_the_file_can_be_read_without_knotwork(client, proved) -> None:
    page = opened(client.post(reverse("mine"))).read("read-me.html").decode()
    assert f"<h1>Everything of {NAME} in Knotwork</h1>" in page
    assert "We moved the bell nearer." in page
    assert "http" not in page
    assert "<script" not in page


def test_words_that_would_be_markup_are_words_in_the_page(world, client, proved) -> None:
    world.tell("<script>alert(1)</script>", by=proved)
    page = opened(client.post(reverse("mine"))).read("read-me.html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_words_that_would_be_a_formula_are_words_in_a_spreadsheet(world, client, proved) -> None:
    world.tell("=1+1", by=proved)
    written = opened(client.post(reverse("mine"))).read("versions.csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(written)) for cell in row]
    assert "'=1+1" in cells
    assert "=1+1" not in cells


def test_every_table_has_something_of_somebody_who_did_everything(theodora) -> None:
    assert [name for name, table in tables(theodora).items() if not table.rows] == []


def test_the_account_says_who_one_is_here(theodora) -> None:
    said = dict(tables(theodora)["account"].rows)
    assert (said["name"], said["e-mail address"], said["joined"]) == (NAME, theodora.email, NOW)
    assert "quill-uid" in said["signs in by"]


def test_the_secrets_of_a_second_step_are_not_in_the_file(client, proved) -> None:
    archive = opened(client.post(reverse("mine")))
    every = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "quillseed" not in every
    assert proved.password not in every
    assert client.session.session_key not in every


def test_roles_are_said_with_where(world, theodora) -> None:
    assert [tuple(one.values()) for one in rows(theodora, "roles")] == [
        ("Team lead", "Ward 4"),
        ("Analyst", "Falls"),
    ]


def test_what_one_asked_for_is_in_it_with_the_answer(theodora) -> None:
    (asked,) = rows(theodora, "requests")
    assert (asked["learning system"], asked["why"], asked["answer"]) == ("Falls", f"I am {NAME}.", "no")


def test_where_one_is_signed_in_is_in_it(theodora) -> None:
    assert rows(theodora, "sessions")[0]["browser"] == AGENT


def test_all_versions_of_ones_words_are_in_it_in_order(theodora) -> None:
    code = next(one["code"] for one in rows(theodora, "told") if one["title"] == "We moved the bell nearer")
    happened = [one for one in rows(theodora, "versions") if (one["code"], one["what"]) == (code, "What happened")]
    assert [(one["version"], one["words"]) for one in happened] == [
        (1, "We moved the bell."),
        (2, "We moved the bell nearer."),
    ]


def test_what_was_told_without_a_name_is_in_it_and_says_so(theodora) -> None:
    assert [one["without your name"] for one in rows(theodora, "told") if one["title"] == "I was tired"] == ["yes"]
    assert "I was tired." in [one["words"] for one in rows(theodora, "versions")]


def test_decisions_say_whether_one_recorded_or_carries_them(theodora) -> None:
    assert [(one["question"], one["you recorded it"], one["you carry it"]) for one in rows(theodora, "decisions")] == [
        ("Go on?", "yes", "yes")
    ]


@pytest.mark.parametrize(("visibility", "found"), [("system", 1), ("team", 0)])
def test_a_decision_carried_for_others_is_in_it_as_long_as_one_may_see_it(world, visibility, found) -> None:
    owner = world.make_person("Owen Owner", ("member", world.there), ("member", world.here))
    decision = decisions.decide(
        question="Theirs?", choice="Yes", reasons="So", owner=owner, review_on=later(9).date(), system=world.system,
        place=world.here, by=world.improver_here, at=NOW, charts=[],
    )  # fmt: skip
    strands.share(strand=decision, visibility=visibility, by=world.improver_here, at=NOW)
    owner.roles.filter(place=world.here).delete()
    owner = type(owner).objects.get(pk=owner.pk)
    assert len(rows(owner, "decisions")) == found


def test_nothing_of_others_is_in_it(world, theodora) -> None:
    other = world.improver_there
    learns(world, theodora)
    assert {name: table.rows for name, table in tables(other).items() if table.rows}.keys() == {"account", "roles"}


def test_what_another_wrote_into_ones_words_is_not_ones_own(world, theodora) -> None:
    owner = world.coach_in_both
    decision = decisions.decide(
        question="Go on?", choice="Yes", reasons="So", owner=owner, review_on=later(9).date(), system=world.system,
        place=world.here, by=theodora, at=NOW, charts=[],
    )  # fmt: skip
    words = {"question": "Go on?", "choice": "No", "reasons": "Quite another's", "dissent": ""}
    strands.edit(strand=decision, words=words, began_from=1, by=owner, at=later(4))
    assert "Quite another's" not in [one["words"] for one in rows(theodora, "versions")]
    assert "Quite another's" in [one["words"] for one in rows(owner, "versions")]


def test_the_trail_has_ones_own_events_and_no_others(theodora) -> None:
    assert len(rows(theodora, "trail")) == Event.objects.filter(by=theodora).count() > 5


def test_ten_times_as_much_takes_no_more_queries(world, theodora, django_assert_num_queries) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as few:
        everything(theodora)
    for _again in range(5):
        learns(world, theodora)
    with django_assert_num_queries(len(few)):
        everything(theodora)


def test_an_archive_of_nothing_still_says_what_there_could_be() -> None:
    archive = zipfile.ZipFile(BytesIO(packed([Table("told", "Told", ("when", "what"), [])], "<p>None.</p>")))
    assert archive.read("told.csv").decode("utf-8-sig") == "when,what\n"
    assert json.loads(archive.read("everything.json")) == {"told": []}


def test_a_row_that_does_not_fit_its_heading_is_not_packed() -> None:
    with pytest.raises(ValueError, match="zip"):
        packed([Table("told", "Told", ("when", "what"), [("now",)])], "")


@pytest.mark.parametrize(
    ("relation", "how"),
    [("carried out by", "carries out …"), ("supports", "supports …"), ("qualifies", "says what … depends on")],
)
def test_what_was_joined_reads_in_its_own_direction(world, relation, how) -> None:
    before, after = world.tell("Before"), world.tell("After", at=later(1))
    strands.link(origin=before, outcome=after, relation=relation, by=world.improver_here, at=later(1))
    [row] = rows(world.improver_here, "links")
    assert (row["strand"], row["how"], row["to"]) == (after.code, how, before.code)
