"""Every version of a strand's words can be read, what changed is shown, and the database alters none of them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.board.models import Theme
from knotwork.learning.decisions.models import Decision, Review
from knotwork.learning.doings.models import Doing
from knotwork.learning.insights.models import Insight
from knotwork.learning.language.models import Term
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.reflecting.models import Reflection
from knotwork.learning.sense.models import Response
from knotwork.learning.strands import actions as strands
from knotwork.learning.strands.codes import ADDED, SAME, TAKEN_OUT, changed_words
from knotwork.learning.strands.models import WORDS, Strand, Version
from knotwork.learning.strands.queries import A_HISTORY, history, latest, words_in
from tests.factories import NOW, later
from tests.learning.strands.written import act, decide, define, look_back, name, note, respond, review

pytestmark = pytest.mark.django_db

#     before                    after                      pieces
CHANGES = [
    ("", "", []),
    ("A bell", "A bell", [(SAME, "A bell")]),
    ("", "A bell", [(ADDED, "A bell")]),
    ("A bell", "", [(TAKEN_OUT, "A bell")]),
    ("We moved the bell", "We moved it", [(SAME, "We moved "), (TAKEN_OUT, "the bell"), (ADDED, "it")]),
    ("We moved", "We all moved", [(SAME, "We "), (ADDED, "all "), (SAME, "moved")]),
    ("We all moved", "We moved", [(SAME, "We "), (TAKEN_OUT, "all "), (SAME, "moved")]),
    ("One\nTwo", "One\nThree", [(SAME, "One\n"), (TAKEN_OUT, "Two"), (ADDED, "Three")]),
    ("  led", "led", [(TAKEN_OUT, "  "), (SAME, "led")]),
    ("早 い", "早 く", [(SAME, "早 "), (TAKEN_OUT, "い"), (ADDED, "く")]),
]


@pytest.mark.parametrize(("before", "after", "pieces"), CHANGES)
def test_what_changed_is_told_word_by_word(before, after, pieces) -> None:
    assert [tuple(piece) for piece in changed_words(before, after)] == pieces


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_made_again_from_what_changed(before, after) -> None:
    pieces = changed_words(before, after)
    assert "".join(text for how, text in pieces if how != ADDED) == before
    assert "".join(text for how, text in pieces if how != TAKEN_OUT) == after


@given(st.text(max_size=80))
def test_a_text_beside_itself_has_not_changed(text) -> None:
    assert {how for how, _text in changed_words(text, text)} <= {SAME}


@given(st.lists(st.sampled_from(["bell", "round", "night"]), min_size=1), st.sampled_from(["night ", "desk "]))
def test_words_put_at_the_end_are_the_only_change(words, more) -> None:
    before = " ".join(words) + " "
    assert [tuple(piece) for piece in changed_words(before, before + more)] == [(SAME, before), (ADDED, more)]


NOT_SAID = dict.fromkeys(WORDS["reflection"], "")
EMPTY = dict.fromkeys(WORDS["insight"], "")
# How each kind of strand comes to be, its first words, and others for it.
KINDS = {
    "insight": (
        lambda w: w.tell("We moved it.", learned="Ask.", needed_by="All"),
        EMPTY | {"happened": "We moved it.", "learned": "Ask.", "needed_by": "All"},
        EMPTY | {"happened": "We moved it twice. Then back.", "next": "Ask the night", "needed_by": "All"},
        "We moved it twice",
    ),
    "annotation": (note, {"title": "New bells"}, {"title": "Newer bells"}, "Newer bells"),
    "decision": (
        decide,
        {"question": "Go on?", "options": "", "choice": "Yes", "reasons": "It works", "dissent": ""},
        {"question": "Go on now?", "options": "Stop", "choice": "No", "reasons": "It tires", "dissent": "Nights"},
        "Go on now?",
    ),
    "action": (act, {"what": "Move it."}, {"what": "Move it twice. Then back."}, "Move it twice"),
    "reflection": (look_back, NOT_SAID | {"occurred": "It rang."}, NOT_SAID | {"found": "It rings."}, "It rings"),
    "theme": (name, {"name": "Bells", "about": "Late."}, {"name": "Bells, lamps", "about": ""}, "Bells, lamps"),
    "term": (
        define,
        {"name": "Round", "meaning": "A walk past every bed.", "synonyms": "Walk", "abbreviations": ""},
        {"name": "Rounds", "meaning": "Two walks.", "synonyms": "Walks", "abbreviations": "RND"},
        "Rounds",
    ),
    "response": (respond, {"because": "Two bells."}, {"because": "One bell. Then two."}, "It depends: One bell"),
    "review": (review, {"seen": "Fewer at night."}, {"seen": "Fewer by day."}, "Partly: Fewer by day"),
}


def own_words(strand) -> dict[str, str]:
    if strand.kind == "annotation":
        return {"title": strand.title}
    tables = {"insight": Insight, "decision": Decision, "review": Review, "action": Doing, "response": Response,
              "theme": Theme, "reflection": Reflection, "term": Term}  # fmt: skip
    own = tables[strand.kind].objects.get(strand=strand)
    return {name: getattr(own, name) for name in WORDS[strand.kind]}


def edit(strand, words, by, began_from=1, days=1):
    return strands.edit(strand=strand, words=words, began_from=began_from, by=by, at=later(days))


def test_every_kind_that_people_write_is_tried_here() -> None:
    assert set(KINDS) == set(WORDS)


@pytest.mark.parametrize("kind", KINDS)
def test_its_first_words_are_its_first_version(world, kind) -> None:
    make, first, _second, _title = KINDS[kind]
    strand = make(world)
    only = strand.versions.get()
    assert (only.number, only.words, only.by, only.at) == (1, first, world.improver_here, NOW)


@pytest.mark.parametrize("kind", KINDS)
def test_other_words_are_the_next_version_and_stand_on_every_page(world, client, kind) -> None:
    make, first, second, title = KINDS[kind]
    strand = edit(make(world), second, world.improver_here)
    assert [version.words for version in strand.versions.all()] == [first, second]
    found = Strand.objects.get(pk=strand.pk)
    assert (own_words(found), found.title) == (second, title)
    client.force_login(world.governance_lead)
    said = client.get(found.get_absolute_url()).content.decode()
    for text in second.values():
        assert text in said
    assert "What it said before" in said
    event = Event.objects.get(verb="edit")
    assert (event.subject_key, event.by) == (strand.code, world.improver_here)
    assert (event.before, event.after) == ({"version": 1}, {"version": 2})


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_again_are_no_new_version(world, kind) -> None:
    make, first, _second, _title = KINDS[kind]
    strand = make(world)
    events = Event.objects.count()
    edit(strand, first, world.improver_here)
    assert (strand.versions.count(), Event.objects.count()) == (1, events)


OTHERS = ["coach_in_both", "governance_lead", "co_ordinator", "observer", "stranger"]
# A theme's and a term's words belong to all who make sense together: to all who may tell.
OF_ALL = {"theme", "term"}
NOT_THEIRS = [(kind, who) for kind in KINDS for who in OTHERS if kind not in OF_ALL or who in {"observer", "stranger"}]


@pytest.mark.parametrize(("kind", "who"), NOT_THEIRS)
def test_nobody_changes_the_words_of_others(world, client, kind, who) -> None:
    make, first, second, _title = KINDS[kind]
    strand, person = make(world), getattr(world, who)
    with pytest.raises(NotAllowed):
        edit(strand, second, person)
    client.force_login(person)
    answer = client.post(reverse("edit", args=[strand.code]), {**second, "began_from": 1})
    assert answer.status_code == (404 if who == "stranger" else 403)
    assert own_words(Strand.objects.get(pk=strand.pk)) == first


def test_whoever_carries_a_decision_may_change_its_words_too(world, client) -> None:
    carried = decide(world, place=None, owner=world.co_ordinator, by=world.governance_lead)
    edit(carried, KINDS["decision"][2], world.co_ordinator)
    assert latest(carried).by == world.co_ordinator


def test_whoever_may_not_decide_here_changes_no_decision_though_they_carry_it(world) -> None:
    with pytest.raises(NotAllowed, match="no longer decide"):
        edit(decide(world), KINDS["decision"][2], world.improver_there)


def test_a_decision_that_was_looked_at_again_stays_as_it_was_decided(world, client) -> None:
    decided = decide(world)
    review(world, decided)
    with pytest.raises(NotAllowed, match="looked at again"):
        edit(decided, KINDS["decision"][2], world.improver_here)
    client.force_login(world.improver_here)
    assert client.get(reverse("edit", args=[decided.code])).status_code == 403
    assert "Change the words" not in client.get(reverse("decision", args=[decided.code])).content.decode()


def test_a_kept_chart_has_no_words_to_change_and_no_history(world, client) -> None:
    series = series_of(world.measure, [world.here.code])[0]
    kept = measures.keep_reading(series=series, by=world.improver_here, at=NOW)
    client.force_login(world.improver_here)
    assert client.get(reverse("edit", args=[kept.code])).status_code == 403
    assert client.get(reverse("history", args=[kept.code])).status_code == 404
    assert not kept.versions.exists()


def test_words_that_are_not_its_own_are_left_out(world) -> None:
    strand = edit(world.tell(), {"happened": "New", "by": "someone", "title": "Other"}, world.improver_here)
    assert latest(strand).words == EMPTY | {"happened": "New"}
    assert strand.title == "New"


def test_what_is_left_empty_that_must_not_be_changes_nothing(world) -> None:
    strand = world.tell("Kept")
    with pytest.raises(IntegrityError), transaction.atomic():
        edit(strand, {"happened": "", "learned": "x"}, world.improver_here)
    assert (own_words(strand)["happened"], strand.versions.count()) == ("Kept", 1)


def test_what_cannot_be_written_into_the_trail_is_not_changed(world, monkeypatch) -> None:
    strand = world.tell("Kept")
    monkeypatch.setattr("knotwork.learning.audit.models.Event.save", lambda *_given, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        edit(strand, {"happened": "New"}, world.improver_here)
    found = Strand.objects.get(pk=strand.pk)
    assert (found.title, own_words(found)["happened"], found.versions.count()) == ("Kept", "Kept", 1)


def test_search_finds_the_new_words_and_not_the_old(world, client) -> None:
    edit(world.tell("Zebra rounds."), {"happened": "Heron rounds."}, world.improver_here)
    client.force_login(world.governance_lead)
    assert "Heron" in client.get(reverse("learning"), {"q": "heron"}).content.decode()
    assert "Heron" not in client.get(reverse("learning"), {"q": "zebra"}).content.decode()


def thrice(world):
    """A story that was changed twice: a word taken out, then a text added."""
    strand = world.tell("We moved the old bell.")
    edit(strand, {"happened": "We moved the bell."}, world.improver_here)
    return edit(strand, {"happened": "We moved the bell.", "learned": "Ask."}, world.improver_here, 2, days=2)


def test_the_history_says_what_each_version_changed_newest_first(world) -> None:
    page = history(thrice(world))
    said = [(change.version.number, [(label, list(pieces)) for label, pieces in change.texts]) for change in page]
    assert said == [
        (3, [("What was learned", [(ADDED, "Ask.")])]),
        (2, [("What happened", [(SAME, "We moved the "), (TAKEN_OUT, "old "), (SAME, "bell.")])]),
        (1, []),
    ]


def test_the_page_says_it_in_words_not_by_colour_alone(world, client) -> None:
    strand = thrice(world)
    client.force_login(world.improver_there)
    said = " ".join(client.get(reverse("history", args=[strand.code])).content.decode().split())
    assert "There are 3 versions" in said
    assert "taken out: </span>old" in said
    assert "added: </span>Ask." in said
    assert "As it was first written." in said


def test_every_version_can_be_read_as_it_stood(world, client) -> None:
    strand = thrice(world)
    client.force_login(world.improver_there)
    for number, words in ((1, "We moved the old bell."), (2, "We moved the bell."), (3, "Ask.")):
        said = client.get(reverse("version", args=[strand.code, number])).content.decode()
        assert f"What version {number} said" in said
        assert words in said


@pytest.mark.parametrize("number", [0, 4, 2147483648, 10**19, 10**40])
def test_a_version_that_there_is_not_is_not_found(world, client, number) -> None:
    strand = thrice(world)
    client.force_login(world.improver_here)
    assert client.get(reverse("version", args=[strand.code, number])).status_code == 404


def test_what_was_left_empty_is_left_out_of_a_version(world) -> None:
    assert words_in(latest(world.tell("A"))) == [("What happened", "A")]


def test_a_long_history_comes_a_page_at_a_time_and_each_change_beside_the_one_before(world) -> None:
    strand = world.tell("Round 1")
    for number in range(1, A_HISTORY + 3):
        edit(strand, {"happened": f"Round {number + 1}"}, world.improver_here, began_from=number)
    pages = [history(strand, page) for page in (1, 2)]
    shown = [change for page in pages for change in page]
    assert [change.version.number for change in shown] == list(range(A_HISTORY + 3, 0, -1))
    assert [bool(change.texts) for change in shown] == [True] * (A_HISTORY + 2) + [False]
    assert len(list(pages[0])) == A_HISTORY


@pytest.mark.parametrize("name", ["history", "version"])
def test_more_versions_take_no_more_queries(world, client, name) -> None:
    strand, counts, number = world.tell("Round 1"), [], 1
    client.force_login(world.governance_lead)
    for more in (2, 6):
        for _one in range(more):
            edit(strand, {"happened": f"Round {number + 1}"}, world.improver_here, began_from=number)
            number += 1
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=[strand.code, *([2] if name == "version" else [])]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


WAYS = {
    "change its words": "UPDATE strands_version SET words = '{}'",
    "change whose it is": "UPDATE strands_version SET by_id = NULL",
    "change its number": "UPDATE strands_version SET number = 7",
    "change its moment": "UPDATE strands_version SET at = '2020-01-01 00:00:00'",
    "take it away": "DELETE FROM strands_version",
}


@pytest.mark.parametrize("way", WAYS)
def test_the_database_refuses_to(world, way) -> None:
    strand = thrice(world)
    before = list(strand.versions.values())
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WAYS[way])
    assert list(strand.versions.values()) == before


def test_the_database_refuses_to_empty_or_replace_them(world) -> None:
    thrice(world)
    columns = "strand_id, number, at, words"
    statement = {
        "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE strands_version",
        "sqlite": f"INSERT OR REPLACE INTO strands_version ({columns}) SELECT {columns} FROM strands_version",
    }[connection.vendor]
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_our_own_code_cannot_alter_or_delete_one_either(world) -> None:
    kept = latest(thrice(world))
    kept.words = {"happened": "Nothing"}
    for change in (kept.save, kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_lets_go_only_of_what_nobody_but_its_teller_ever_saw(world) -> None:
    private, shown = world.tell("Mine alone", visibility="own"), world.tell("Ours")
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM strands_version WHERE strand_id = %s", [shown.pk])
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE strands_version SET number = 7 WHERE strand_id = %s", [private.pk])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM strands_version WHERE strand_id = %s", [private.pk])
    assert [version.strand for version in Version.objects.all()] == [shown]


def test_two_versions_never_have_one_number(world) -> None:
    strand = thrice(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.create(strand=strand, number=3, at=NOW, by=world.improver_here, words={})


def test_a_strand_whose_words_are_kept_cannot_be_deleted(world) -> None:
    strand = world.tell()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Strand.objects.filter(pk=strand.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_what_was_told_before_there_were_versions_gets_its_first_one(world) -> None:
    guards = import_module("knotwork.learning.strands.migrations.0004_versions_stay")
    first = import_module("knotwork.learning.strands.migrations.0003_first_versions")
    # Actions, responses and themes came later, with their versions; these words came later too.
    later_words = {"options", "expected", "why", "next", "reference", "strength", "about"}
    came_later = {"action", "response", "theme", "reflection", "term"}
    made = {kind: make(world) for kind, (make, *_rest) in KINDS.items() if kind not in came_later}
    with connection.schema_editor() as editor:
        guards.lift_guards(apps, editor)
        Version.objects.all()._raw_delete(connection.alias)
        first.first_versions(apps, editor)
        guards.lay_guards(apps, editor)
    for kind, strand in made.items():
        words = {name: text for name, text in KINDS[kind][1].items() if name not in later_words}
        assert strand.versions.get().words == words
        assert (strand.versions.get().by, strand.versions.get().at) == (strand.by, strand.at)
