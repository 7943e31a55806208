"""The shared language: proposing, agreeing, changing, what others mean by a word, and terms in people's texts."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from knotwork.access.policy import NotAllowed
from knotwork.learning.audit.models import Event
from knotwork.learning.language import actions
from knotwork.learning.language.models import Term, Written
from knotwork.learning.language.queries import others_of, terms_of, vocabulary, wanted_in
from knotwork.learning.strands import actions as strands
from tests.factories import NOW, later

pytestmark = pytest.mark.django_db
MEANING = "A short meeting, standing up."


def define(world, name="Huddle", meaning=MEANING, *, by=None, system=None, **more):
    by = by or world.improver_here
    return actions.propose(name=name, meaning=meaning, system=system or world.system, by=by, at=later(1), **more)


def page(client, person, name, *args, **query) -> str:
    client.force_login(person)
    return client.get(reverse(name, args=args), query).content.decode()


def meant(by, system, text) -> dict[str, list[str]]:
    found = vocabulary(by, system, [text])
    return {one.words: found.meanings[one.term].system for one in found.forms}


def test_a_term_holds_at_once_and_says_that_nobody_agreed_it(world, client) -> None:
    strand = define(world, synonyms="Stand-up, round", abbreviations="HDL")
    assert (strand.kind, strand.title, strand.visibility) == ("term", "Huddle", "system")
    assert set(Written.objects.values_list("words", "exact")) == {
        ("Huddle", False), ("Stand-up", False), ("round", False), ("HDL", True),
    }  # fmt: skip
    shown = page(client, world.improver_there, "term", strand.code)
    assert MEANING in shown
    assert "Nobody has agreed it yet" in shown


@pytest.mark.parametrize(("name", "meaning"), [("", "x"), ("x", ""), ("  ", "x"), ("x", "\n")])
def test_half_a_term_is_not_kept(world, name, meaning) -> None:
    with pytest.raises(actions.NothingMeant):
        define(world, name, meaning)
    assert not Term.objects.exists()


@pytest.mark.parametrize("name", ["Huddle", "HUDDLE", " huddle "])
def test_no_name_is_defined_twice_in_one_system(world, name) -> None:
    define(world)
    with pytest.raises(actions.DefinedAlready, match="defined here already"):
        define(world, name, "Something else.")
    assert Term.objects.count() == 1


def test_the_same_form_twice_proposes_once(world) -> None:
    token = uuid4()
    assert define(world, token=token) == define(world, token=token)


@pytest.mark.parametrize("who", ["observer", "stranger"])
def test_who_may_not_tell_may_not_define(world, who) -> None:
    with pytest.raises(NotAllowed):
        define(world, by=getattr(world, who))


def test_who_may_decide_agrees_and_the_page_says_who_and_when(world, client) -> None:
    strand = define(world)
    actions.agree(strand=strand, version=1, by=world.improver_there, at=later(2))
    assert "Agreed by Bo There on 7 October 2026." in page(client, world.observer, "term", strand.code)
    assert Event.objects.get(verb="agree").after == {"version": 1}


def test_who_may_not_decide_does_not_agree(world) -> None:
    strand = define(world)
    with pytest.raises(NotAllowed):
        actions.agree(strand=strand, version=1, by=world.make_person("Mo", ("member", world.here)), at=later(2))


def test_other_words_are_to_be_agreed_anew(world, client) -> None:
    strand = define(world)
    actions.agree(strand=strand, version=1, by=world.improver_there, at=later(2))
    words = {"name": "Huddle", "meaning": "Ten minutes.", "synonyms": "", "abbreviations": "HD"}
    strands.edit(strand=strand, words=words, began_from=1, by=world.improver_there, at=later(3))
    assert "Changed since it was agreed" in page(client, world.observer, "term", strand.code)
    assert set(Written.objects.values_list("words", flat=True)) == {"Huddle", "HD"}
    with pytest.raises(strands.ChangedMeanwhile):
        actions.agree(strand=strand, version=1, by=world.improver_there, at=later(4))
    actions.agree(strand=strand, version=2, by=world.improver_there, at=later(4))
    assert Term.objects.get().agreed_version == 2


def test_agreeing_twice_is_one_event(world) -> None:
    strand = define(world)
    for _twice in range(2):
        actions.agree(strand=strand, version=1, by=world.improver_there, at=later(2))
    assert Event.objects.filter(verb="agree").count() == 1


def test_half_an_agreement_is_refused_by_the_database(world) -> None:
    strand = define(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(pk=strand.pk).update(agreed_at=NOW)


def test_the_list_is_by_the_alphabet_and_can_be_narrowed(world, client) -> None:
    for name in ("Zebra", "apple", "Bell"):
        define(world, name, f"What {name} is.")
    assert [term.name for term in terms_of(world.observer, world.system)] == ["apple", "Bell", "Zebra"]
    assert [term.name for term in terms_of(world.observer, world.system, text="WHAT BELL")] == ["Bell"]
    assert "No term fits" in page(client, world.observer, "language", world.system.slug, word="giraffe")


def test_two_systems_that_mean_different_things_say_so(world, client) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    define(world)
    elsewhere = define(world, "huddle", "A blanket.", by=world.stranger, system=world.elsewhere)
    both = type(both).objects.get(pk=both.pk)
    mine = Term.objects.get(strand__system=world.system)
    assert [other.strand for other in others_of(both, [mine])[mine.pk]] == [elsewhere]
    assert "Sepsis means something else by it" in page(client, both, "language", world.system.slug)
    assert "Sepsis" not in page(client, world.improver_here, "language", world.system.slug)


@pytest.mark.parametrize(
    ("here", "there", "differs"),
    [
        ({"name": "Huddle"}, {"name": "Blanket", "synonyms": "wrap, huddle"}, True),
        ({"name": "Stand-up", "synonyms": "Huddle"}, {"name": "huddle"}, True),
        ({"name": "Stand-up", "synonyms": "huddle"}, {"name": "Blanket", "synonyms": "Huddle"}, True),
        ({"name": "Deterioration", "abbreviations": "IT"}, {"name": "Computers", "abbreviations": "IT"}, True),
        ({"name": "Deterioration", "abbreviations": "IT"}, {"name": "it"}, False),
        ({"name": "Huddle"}, {"name": "Huddle room"}, False),
    ],
)
def test_a_name_here_that_is_another_word_elsewhere_is_a_difference(world, here, there, differs) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    mine = define(world, **here)
    elsewhere = define(world, meaning="A blanket.", by=world.stranger, system=world.elsewhere, **there)
    found = others_of(type(both).objects.get(pk=both.pk), [mine.term])[mine.pk]
    assert [other.strand for other in found] == ([elsewhere] if differs else [])


def test_the_page_says_under_which_name_others_mean_something_else(world, client) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    mine = define(world)
    define(world, "Blanket", "A warm cloth.", synonyms="huddle", by=world.stranger, system=world.elsewhere)
    assert "Sepsis means something else by it: Blanket" in page(client, both, "language", world.system.slug)
    shown = page(client, both, "term", mine.code)
    assert "<strong>Sepsis</strong>, under “Blanket”: A warm cloth." in shown
    assert "Blanket" not in page(client, world.improver_here, "term", mine.code)


def test_words_of_one_system_that_share_a_synonym_are_no_difference(world) -> None:
    mine = define(world, synonyms="Gathering")
    define(world, "Meeting", "Sitting down.", synonyms="gathering")
    assert others_of(world.improver_here, [mine.term])[mine.pk] == []


def test_what_differs_elsewhere_is_one_query_however_many_terms(world, django_assert_num_queries) -> None:
    terms = [define(world, f"Word {number}", synonyms=f"other {number}").term for number in range(12)]
    world.improver_here.grants()
    for some in (terms[:1], terms):
        with django_assert_num_queries(1):
            others_of(world.improver_here, some)


WORDS = {"meaning": MEANING, "synonyms": "", "abbreviations": ""}


@pytest.mark.parametrize("name", ["Huddle", " huddle ", "HUDDLE"])
def test_no_term_is_given_a_name_that_another_has(world, client, name) -> None:
    define(world)
    bell = define(world, "Bell", "A button.")
    with pytest.raises(strands.CannotSay, match="defined here already"):
        strands.edit(strand=bell, words={**WORDS, "name": name}, began_from=1, by=world.improver_here, at=later(2))
    client.force_login(world.improver_here)
    given = {**WORDS, "meaning": "My new words.", "name": name, "began_from": 1}
    answer = client.post(reverse("edit", args=[bell.code]), given)
    assert "is defined here already" in answer.context["form"].errors["name"][0]
    assert "My new words." in answer.content.decode()
    assert bell.versions.count() == 1
    assert set(Term.objects.values_list("name", flat=True)) == {"Huddle", "Bell"}


def test_a_term_keeps_or_respells_its_own_name(world) -> None:
    strand = define(world)
    strands.edit(strand=strand, words={**WORDS, "name": "HUDDLE"}, began_from=1, by=world.improver_here, at=later(2))
    assert Term.objects.get().name == "HUDDLE"


def test_two_systems_may_each_define_a_name(world) -> None:
    define(world, "Round")
    other = define(world, "Blanket", "A cloth.", by=world.stranger, system=world.elsewhere)
    strands.edit(strand=other, words={**WORDS, "name": "Round"}, began_from=1, by=world.stranger, at=later(2))
    assert Term.objects.filter(key="round").count() == 2


def test_a_name_twice_in_one_system_is_refused_by_the_database(world) -> None:
    define(world)
    bell = define(world, "Bell", "A button.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(pk=bell.pk).update(key="huddle")


def test_who_comes_second_with_a_name_is_told_so(world, monkeypatch) -> None:
    define(world)
    bell = define(world, "Bell", "A button.")
    answers = iter([{}])  # the other's name is not there yet when it is first asked for
    monkeypatch.setattr(strands, "refused", lambda strand, words: next(answers, strand.term.refused(words)))
    with pytest.raises(strands.CannotSay, match="defined here already"):
        strands.edit(strand=bell, words={**WORDS, "name": "Huddle"}, began_from=1, by=world.improver_here, at=later(2))
    assert bell.versions.count() == 1


def test_names_that_were_there_twice_are_numbered_and_say_so_in_their_history(world) -> None:
    from importlib import import_module

    from django.apps import apps

    migration = import_module("knotwork.learning.language.migrations.0003_each_name_once")
    again = define(world, "Bell", "A button.")
    one = Term.objects.get(pk=again.pk)
    migration.rename(apps, one, {(one.system_id, "bell"), (one.system_id, "bell (2)")})
    again.refresh_from_db()
    assert (Term.objects.get().key, again.title) == ("bell (3)", "Bell (3)")
    assert [version.words["name"] for version in again.versions.order_by("number")] == ["Bell", "Bell (3)"]
    assert again.versions.get(number=2).by is None


def test_of_more_words_than_are_looked_at_those_of_the_own_system_stay(world, monkeypatch) -> None:
    from knotwork.learning.language import queries

    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    for name in ("aardvark", "badger"):
        define(world, name, "An animal.", by=world.stranger, system=world.elsewhere)
    define(world, "Zebra", "A crossing.")
    monkeypatch.setattr(queries, "MOST_FORMS", 1)
    both = type(both).objects.get(pk=both.pk)
    assert meant(both, world.system, "An aardvark, a badger and a zebra") == {"Zebra": "Falls"}


def test_the_same_meaning_elsewhere_is_no_difference(world) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    define(world)
    define(world, meaning=MEANING.upper(), by=world.stranger, system=world.elsewhere)
    mine = Term.objects.get(strand__system=world.system)
    assert others_of(type(both).objects.get(pk=both.pk), [mine])[mine.pk] == []


def test_a_term_of_another_system_is_not_seen(world, client) -> None:
    strand = define(world)
    client.force_login(world.stranger)
    assert client.get(reverse("term", args=[strand.code])).status_code == 404
    assert MEANING not in page(client, world.stranger, "languages")


def test_a_text_knows_the_terms_of_its_own_system(world) -> None:
    define(world)
    assert meant(world.improver_there, world.system, "Our huddles help") == {"Huddle": "Falls"}
    assert meant(world.improver_there, world.system, "Our bells help") == {}


def test_a_term_of_another_system_counts_only_if_it_is_for_all(world) -> None:
    both = world.make_person("Both Ways", ("member", world.here), ("member", world.far))
    strand = define(world, "Lactate", "A number.", by=world.stranger, system=world.elsewhere)
    both = type(both).objects.get(pk=both.pk)
    assert meant(both, world.system, "Lactate was high") == {}
    strands.share(strand=strand, visibility="network", by=world.stranger, at=later(2))
    assert meant(both, world.system, "Lactate was high") == {"Lactate": "Sepsis"}
    assert meant(world.improver_here, world.system, "Lactate was high") == {"Lactate": "Sepsis"}


def test_a_story_shows_what_a_word_means(world, client) -> None:
    strand = define(world)
    told = world.tell("Our huddle is at nine. The huddle helps.")
    shown = page(client, world.observer, "insight", told.code)
    assert shown.count('class="kw-term__word"') == 1
    assert f"<strong>Huddle</strong>, Falls: {MEANING}" in shown
    assert strand.get_absolute_url() in shown


def test_a_story_says_of_a_word_whether_anybody_agreed_its_meaning_as_it_stands(world, client) -> None:
    strand, told = define(world), world.tell("Our huddle is at nine.")

    def unagreed() -> bool:
        return f"{MEANING} Nobody has agreed this yet." in page(client, world.observer, "insight", told.code)

    assert unagreed()
    actions.agree(strand=strand, version=1, by=world.improver_there, at=later(2))
    assert not unagreed()
    words = {"name": "Huddle", "meaning": MEANING, "synonyms": "Round", "abbreviations": ""}
    strands.edit(strand=strand, words=words, began_from=1, by=world.improver_there, at=later(3))
    assert unagreed()


def test_hostile_words_in_a_term_and_in_a_text_stay_words(world, client) -> None:
    define(world, "Huddle", '<script>alert(1)</script> & "more"')
    told = world.tell("<img src=x onerror=alert(2)> huddle \ue000\ue001 <b>bold</b>")
    shown = page(client, world.observer, "insight", told.code)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown
    assert 'class="kw-term__word"' in shown


def test_a_decision_shows_what_a_word_means(world, client) -> None:
    from tests.learning.strands.written import decide

    define(world, "Works", "Does what it should.")
    assert 'class="kw-term__word"' in page(client, world.observer, "decision", decide(world).code)


def test_many_terms_take_no_more_queries_of_a_story(world, client, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    told = world.tell("Huddle " + " ".join(f"term{number}" for number in range(30)))
    define(world)
    client.force_login(world.observer)
    client.get(told.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(told.get_absolute_url())
    for number in range(30):
        define(world, f"term{number}", "Something.")
    with django_assert_num_queries(len(few)):
        shown = client.get(told.get_absolute_url()).content.decode()
    assert shown.count('class="kw-term__word"') == 31


def test_words_that_many_use_are_offered_to_be_defined(world, client) -> None:
    tellers = [world.make_person(f"T{number}", ("member", world.here)) for number in range(3)]
    for number in range(5):
        world.tell(f"We use SBAR, round {number}.", by=tellers[number % 3])
    assert [one.word for one in wanted_in(world.improver_here, world.system)] == ["SBAR"]
    assert "propose/?name=SBAR" in page(client, world.improver_here, "language", world.system.slug)
    define(world, "Handover", "Four sentences.", abbreviations="SBAR")
    assert wanted_in(world.improver_here, world.system) == []


def test_what_only_a_team_reads_is_not_counted(world) -> None:
    tellers = [world.make_person(f"T{number}", ("member", world.here)) for number in range(3)]
    for number in range(9):
        world.tell(f"We use SBAR, round {number}.", by=tellers[number % 3], visibility="team")
    assert wanted_in(world.improver_here, world.system) == []


def test_the_page_proposes_and_says_what_is_wrong(world, client) -> None:
    client.force_login(world.improver_here)
    address = reverse("propose", args=[world.system.slug])
    assert 'value="SBAR"' in client.get(address, {"name": "SBAR"}).content.decode()
    answer = client.post(address, {"name": "Huddle", "meaning": MEANING}, follow=True)
    assert MEANING in answer.content.decode()
    again = client.post(address, {"name": "huddle", "meaning": "Zebra"}).content.decode()
    assert "is defined here already" in again
    assert "Zebra</textarea>" in again


def test_the_button_agrees_the_words_that_were_read(world, client) -> None:
    strand = define(world)
    client.force_login(world.improver_here)
    address = reverse("agree", args=[strand.code])
    for nonsense in ("", "x", "7", "9" * 30):
        assert "read them first" in client.post(address, {"version": nonsense}, follow=True).content.decode()
    assert "Agreed by Ada Here" in client.post(address, {"version": "1"}, follow=True).content.decode()


def test_a_text_keeps_its_paragraphs_and_lines(world, client) -> None:
    define(world)
    told = world.tell("One huddle.\nTwo.\r\n\r\nThree & four.")
    shown = page(client, world.observer, "insight", told.code)
    assert "</span></span>.<br>Two.</p>" in shown
    assert "<p>Three &amp; four.</p>" in shown
