"""Terms as a file: what is taken away comes in again; a file with a fault changes nothing and says where."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knotwork.learning.language import actions
from knotwork.learning.language.models import Term
from tests.factories import later

pytestmark = pytest.mark.django_db


def file_of(client, world) -> list[list[str]]:
    content = client.get(reverse("vocabulary", args=[world.system.slug])).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def send(client, world, text: str, name="terms.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("take-terms", args=[world.system.slug]), {"file": file}, follow=True)


@pytest.fixture
def signed_in(world, client):
    client.force_login(world.co_ordinator)
    return client


def test_what_comes_in_goes_out_the_same(world, signed_in) -> None:
    text = 'term,meaning,other words,abbreviations\nHuddle,"Short, standing",Stand-up,HDL\nÄrztin,Doktor,,\n'
    assert "2 new terms" in send(signed_in, world, text).content.decode()
    assert [row[:4] for row in file_of(signed_in, world)[1:]] == [
        ["Huddle", "Short, standing", "Stand-up", "HDL"], ["Ärztin", "Doktor", "", ""],
    ]  # fmt: skip


def test_one_new_term_is_said_to_be_one(world, signed_in) -> None:
    page = send(signed_in, world, "term,meaning\nHuddle,Short\n").content.decode()
    assert "1 new term, 0 with other words." in page


def test_the_same_file_twice_changes_nothing(world, signed_in) -> None:
    text = "term,meaning\nHuddle,Short\n"
    send(signed_in, world, text)
    assert "0 new terms, 0 with other words" in send(signed_in, world, text).content.decode()
    assert Term.objects.get().strand.versions.count() == 1


def test_other_words_are_the_next_version_and_are_to_be_agreed(world, signed_in) -> None:
    strand = actions.propose(name="Huddle", meaning="Old.", system=world.system, by=world.improver_here, at=later(1))
    actions.agree(strand=strand, version=1, by=world.improver_here, at=later(1))
    assert "1 with other words" in send(signed_in, world, "term,meaning\nhuddle,New.\n").content.decode()
    assert [version.words["meaning"] for version in strand.versions.order_by("number")] == ["Old.", "New."]
    assert Term.objects.get().agreed_version == 1


def test_what_the_file_has_no_column_for_stays_as_it_was(world, signed_in) -> None:
    send(signed_in, world, "term,meaning,other words,abbreviations\nHuddle,Old.,Stand-up,HDL\n")
    assert "1 with other words" in send(signed_in, world, "term,meaning\nHuddle,New.\n").content.decode()
    term = Term.objects.get()
    assert (term.meaning, term.synonyms, term.abbreviations) == ("New.", "Stand-up", "HDL")


def test_an_empty_cell_takes_away_what_was_there(world, signed_in) -> None:
    send(signed_in, world, "term,meaning,other words,abbreviations\nHuddle,Short.,Stand-up,HDL\n")
    send(signed_in, world, "term,meaning,other words\nHuddle,Short.,\n")
    term = Term.objects.get()
    assert (term.synonyms, term.abbreviations) == ("", "HDL")


def test_who_agreed_stands_beside_the_very_words_that_were_agreed(world, signed_in) -> None:
    strand = actions.propose(name="Huddle", meaning="Old.", system=world.system, by=world.improver_here, at=later(1))
    assert file_of(signed_in, world)[1][4:] == ["", ""]
    actions.agree(strand=strand, version=1, by=world.improver_here, at=later(1))
    assert file_of(signed_in, world)[1][4:] == ["Ada Here", later(1).date().isoformat()]
    send(signed_in, world, "term,meaning\nHuddle,New.\n")
    assert file_of(signed_in, world)[1][4:] == ["", ""]


def test_the_file_takes_as_many_queries_for_many_terms_as_for_one(world, django_assert_num_queries) -> None:
    from knotwork.exchange.vocabulary.queries import rows_of

    by = world.co_ordinator
    by.grants()
    for names in (["Huddle"], [f"Word {number}" for number in range(9)]):
        for name in names:
            actions.propose(name=name, meaning="x", system=world.system, by=world.improver_here, at=later(1))
        with django_assert_num_queries(4):
            rows_of(by, world.system)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("word,meaning\nHuddle,Short\n", "has no column “term”"),
        ("term,notes\nHuddle,x\n", "has no column “meaning”"),
        ("term,meaning\nHuddle,Short\nBell,\n", "Row 3: the meaning is empty."),
        ("term,meaning\n,Short\n", "Row 2: the term is empty."),
        ("term,meaning\nBell,a\nBELL,b\n", "Row 3: “BELL” stands in row 2 already."),
        (f"term,meaning\n{'x' * 121},a\n", "Row 2: the term has 121 letters; 120 are the most."),
        ("term,meaning\n", "no rows below them"),
        ("", "empty"),
        ("%PDF-1.7", "This is a PDF"),
        ("<html>", "web page"),
    ],
)
def test_a_fault_is_said_with_its_row_and_nothing_comes_in(world, signed_in, text, why) -> None:
    assert why in send(signed_in, world, text).content.decode()
    assert not Term.objects.exists()


def test_of_many_faults_the_first_twenty_are_said(world, signed_in) -> None:
    page = send(signed_in, world, "term,meaning\n" + "x,\n" * 30).content.decode()
    assert "more." in page
    assert page.count("the meaning is empty") <= 40  # once in the summary, once at the field


def test_a_cell_that_a_spreadsheet_would_run_is_marked(world, signed_in) -> None:
    actions.propose(name="=SUM(A1)", meaning="@x", system=world.system, by=world.improver_here, at=later(1))
    assert file_of(signed_in, world)[1][:2] == ["'=SUM(A1)", "'@x"]


def test_who_may_not_bring_in_is_refused(world, client) -> None:
    client.force_login(world.improver_here)
    assert client.get(reverse("take-terms", args=[world.system.slug])).status_code == 403


def test_a_file_that_is_too_large_is_not_read(world, signed_in, monkeypatch) -> None:
    from knotwork.exchange.vocabulary import forms

    monkeypatch.setattr(forms, "LARGEST", 10)
    assert "larger than 2 MB" in send(signed_in, world, "term,meaning\nHuddle,Short\n").content.decode()
