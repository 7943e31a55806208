"""The story: it holds together, it could have happened in that order, and it tells what the demonstration promises."""

import re
from collections import Counter
from dataclasses import fields
from datetime import date
from typing import get_args

import pytest

from knotwork.science.simulation import (
    MEASURES,
    Annotation,
    Decision,
    Insight,
    Response,
    Review,
    Signal,
    Theme,
    simulate,
)
from knotwork.science.simulation.places import ancestors
from knotwork.science.simulation.story import Relation, tell

RELATIONS = set(get_args(Relation))
SYSTEM_OF = {measure.id: measure.system for measure in MEASURES}
DECIDERS = {"team_lead", "coach", "co_ordinator", "sponsor", "governance_lead"}
NOTERS = DECIDERS | {"member", "analyst"}
TELLERS = NOTERS | {"lived_experience"}
NEEDS = {Signal: TELLERS, Insight: TELLERS, Annotation: NOTERS, Decision: DECIDERS, Review: DECIDERS,
         Theme: TELLERS, Response: TELLERS}  # fmt: skip


@pytest.fixture(scope="module")
def story(network):
    return network.story


@pytest.fixture(scope="module")
def strand(story):
    return {each.id: each for each in story.strands}


def came_of(story, origin):
    """Everything that came of a strand, however far."""
    found, edge = set(), {origin}
    while edge:
        edge = {link.outcome for link in story.links if link.origin in edge} - found
        found |= edge
    return found


def words(strand):
    return [value for each in fields(strand) if isinstance(value := getattr(strand, each.name), str)]


def prose(strand):
    return [text for text in words(strand) if " " in text]


def test_the_story_is_of_the_promised_size(story):
    assert 25 <= len(story.insights) <= 40
    assert 5 <= len(story.decisions) <= 7
    assert 4 <= len(story.reviews) <= 5
    assert 10 <= len(story.signals) <= 16


def test_both_systems_have_a_full_share_of_insights_and_decisions(story):
    for kind, least in ((story.insights, 12), (story.decisions, 2), (story.reviews, 2), (story.signals, 4)):
        shares = Counter(each.system for each in kind)
        assert min(shares["falls"], shares["deterioration"]) >= least


def test_no_two_strands_share_an_id(story):
    assert len({each.id for each in story.strands}) == len(story.strands)


def test_every_reference_leads_somewhere(network, story, strand):
    people, places = {person.id for person in network.people}, {place.id for place in network.places}
    systems, measures = {system.id for system in network.systems}, set(SYSTEM_OF)
    for each in story.strands:
        assert each.by in people
        assert each.place is None or each.place in places
        assert each.system in systems
        assert getattr(each, "measure", None) in measures | {None}
        assert getattr(each, "owner", each.by) in people
        assert all(origin in strand and relation in RELATIONS for origin, relation in each.came_of)
        assert isinstance(strand[each.decision], Decision) if isinstance(each, Review) else True


def test_a_strand_about_a_measure_is_in_the_system_of_that_measure(story):
    for each in story.strands:
        if measure := getattr(each, "measure", None):
            assert each.system == SYSTEM_OF[measure]


def test_links_stay_within_one_system_so_that_everyone_in_a_thread_can_see_all_of_it(story, strand):
    assert [link for link in story.links if strand[link.origin].system != strand[link.outcome].system] == []


def test_nothing_comes_of_what_happened_later(story, strand):
    order = {each.id: place for place, each in enumerate(story.strands)}
    for link in story.links:
        assert strand[link.origin].on <= strand[link.outcome].on
        assert order[link.origin] < order[link.outcome]
        assert link.on == strand[link.outcome].on


def test_strands_stand_in_order_of_their_dates_within_the_months_of_the_network(network, story):
    dates = [each.on for each in story.strands]
    assert dates == sorted(dates)
    assert network.months[0] <= dates[0]
    assert (dates[-1].year, dates[-1].month) <= (network.months[-1].year, network.months[-1].month)


def test_nobody_tells_of_a_month_before_it_came(story):
    for each in story.strands:
        if month := getattr(each, "month", None):
            assert month <= each.on


def test_a_signal_is_read_from_months_that_had_ended(story):
    for signal in story.signals:
        days = (signal.on - signal.through).days
        assert signal.through.day == 1
        assert 28 <= days <= 62


def test_two_strands_are_joined_in_one_way_at_most_once(story):
    assert Counter((link.origin, link.outcome) for link in story.links).most_common(1)[0][1] == 1


def test_every_relation_is_used(story):
    assert {link.relation for link in story.links} == RELATIONS


def test_decisions_are_decided_from_something_and_only_decisions_are(story, strand):
    for decision in story.decisions:
        assert [relation for _origin, relation in decision.came_of].count("decided from") >= 2
    outcomes = {strand[link.outcome].__class__ for link in story.links if link.relation == "decided from"}
    assert outcomes == {Decision}


def test_only_decisions_are_carried_out(story, strand):
    assert {type(strand[link.origin]) for link in story.links if link.relation == "carried out by"} == {Decision}


def test_a_review_answers_its_decision_first_and_is_made_once_its_day_has_come(story, strand):
    for review in story.reviews:
        decision = strand[review.decision]
        assert review.came_of[0] == (decision.id, "answers")
        assert decision.review_on <= review.on
        assert (review.system, review.place) == (decision.system, decision.place)


def test_every_decision_is_reviewed_after_it_was_made_and_most_have_been(story):
    assert all(decision.review_on > decision.on for decision in story.decisions)
    waiting = {decision.id for decision in story.decisions} - {review.decision for review in story.reviews}
    assert waiting == {"paper-back"}


def test_the_decision_that_waits_is_due_after_the_last_month(network, strand):
    assert strand["paper-back"].review_on > network.months[-1]


def may(person, each, network):
    """Whether a role of the person's, in this strand's place or above it, or in its system, is enough for its kind."""
    place = next((place for place in network.places if place.id == each.place), None)
    above = {one.id for one in ancestors(place, network.places)} if place else set()
    return any(
        held.role in NEEDS[type(each)] and (held.place in above or held.system == each.system) for held in person.roles
    )


def test_everyone_does_only_what_their_role_allows_there(network, story):
    people = {person.id: person for person in network.people}
    assert [each.id for each in story.strands if not may(people[each.by], each, network)] == []


def test_everybody_in_the_network_has_told_noted_or_decided_something(network, story):
    assert {person.id for person in network.people} == {each.by for each in story.strands}


SEASONS = re.compile(
    r"\b(?:spring|summer|autumn|January|February|April|June|July|August|September|October|Christmas)\b"
)


def test_the_story_names_no_season_because_it_moves_with_the_last_month(story):
    assert [text for each in story.strands for text in prose(each) if SEASONS.search(text)] == []


@pytest.mark.parametrize("person", ["ishbel", "tunde", "priya", "jessie", "catriona", "agnieszka"])
def test_each_persona_has_told_or_decided_something_that_others_took_further(story, strand, person):
    own = [each for each in story.strands if each.by == person and isinstance(each, Insight | Decision)]
    assert any(strand[outcome].by != person for each in own for outcome in came_of(story, each.id))


# The first sentence is what lists, feeds and titles show of an insight.
def first_sentence(text):
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def test_the_first_sentence_of_an_insight_can_stand_alone_as_its_title(story):
    titles = [first_sentence(insight.happened) for insight in story.insights]
    assert all(12 <= len(title) <= 100 for title in titles)
    assert len(set(titles)) == len(titles)


def test_insights_are_short_enough_to_be_told_on_a_phone(story):
    for insight in story.insights:
        assert 15 <= len(insight.happened.split()) <= 60
        assert len(insight.learned.split()) <= 35
        assert len(insight.needed_by) <= 120


def test_a_decisions_question_is_one_and_fits_on_a_line(story):
    for decision in story.decisions:
        assert decision.question.endswith("?")
        assert len(decision.question) <= 120
        assert decision.choice
        assert decision.reasons


def test_all_but_one_decision_record_who_disagreed(story):
    assert sum(not decision.dissent for decision in story.decisions) == 1


def test_notes_on_charts_fit_a_flag(story):
    assert all(len(each.text) <= 80 for each in story.strands if isinstance(each, Annotation))


IDENTIFIES = re.compile(
    r"\b\d{6,}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b(?:Mr|Mrs|Ms|Miss)\b|\bCHI\b|date of birth|\baged \d", re.I
)


def test_nothing_that_is_told_identifies_a_patient(story):
    assert [text for each in story.strands for text in prose(each) if IDENTIFIES.search(text)] == []


AMERICAN = re.compile(r"\b\w*(?:ization|color|center(?:ed)?|behavior|program\b|pediatric|analyze|favor)\w*", re.I)


def test_the_story_is_written_in_british_english_with_curly_marks(story):
    texts = [text for each in story.strands for text in prose(each)]
    assert [text for text in texts if AMERICAN.search(text)] == []
    assert [text for text in texts if '"' in text] == []


# What the demonstration promises that a newcomer finds.
def test_a_wards_story_tells_why_its_numbers_improved(strand):
    assert strand["two-pm-round"].came_of[0] == ("ward-4-signal", "prompted by")
    assert strand["ward-4-signal"].meaning == "better"


def test_another_ward_took_the_idea_and_changed_it(story, strand):
    taken = strand["tea-trolley-round"]
    assert ("two-pm-round", "adapted from") in taken.came_of
    assert "changed" in taken.learned
    assert ("ward-7-signal", "supports") in strand["round-review"].came_of


def test_a_ward_tried_and_stopped_and_is_thanked(strand):
    assert ("two-pm-round", "tests") in strand["ward-9-stopped"].came_of
    assert ("ward-9-stopped", "prompted by") in strand["thank-you-ward-9"].came_of
    assert strand["thank-you-ward-9"].happened.startswith("Thank you, Ward 9")
    assert (strand["thank-you-ward-9"].on - strand["ward-9-stopped"].on).days <= 7


def test_the_ward_that_stopped_shows_no_change(network):
    assert not [change for change in network.truth if change.place == "ward-9"]


def test_one_decision_worked_one_did_not_one_did_in_part_and_one_is_too_new(story):
    assert Counter(review.verdict for review in story.reviews) == {"yes": 2, "no": 1, "partly": 1, "too early": 1}


def test_what_is_too_early_to_say_and_nothing_else_is_looked_at_again_on_a_later_day(story, network):
    assert {review.verdict for review in story.reviews if review.look_again_on} == {"too early"}
    assert all((review.look_again_on is None) == (review.verdict != "too early") for review in story.reviews)
    assert all(one.look_again_on > one.on for one in story.reviews if one.look_again_on)


def test_a_care_home_is_heard_from_its_manager_and_from_a_family_carer(network, strand):
    carer, manager = strand["anwar-not-herself"], strand["hallowmuir-not-herself"]
    roles = {person.id: person.roles[0] for person in network.people}
    assert (roles[carer.by].role, roles[carer.by].place) == ("lived_experience", "hallowmuir-house")
    assert (roles[manager.by].role, roles[manager.by].place) == ("team_lead", "hallowmuir-house")
    assert (carer.id, "prompted by") in manager.came_of


@pytest.mark.parametrize(
    ("question", "answer"), [("ward-9-asks", "ward-4-answers"), ("ward-14-asks", "ward-3-answers")]
)
def test_a_question_from_one_ward_is_answered_by_another_within_a_week(strand, question, answer):
    assert "?" in strand[question].happened
    assert (question, "answers") in strand[answer].came_of
    assert strand[question].place != strand[answer].place
    assert (strand[answer].on - strand[question].on).days <= 7


def test_the_thread_of_the_first_story_reaches_a_decision_its_review_and_another_board(network, story, strand):
    reached = [strand[each] for each in came_of(story, "waiting-for-the-bell")]
    assert {type(each) for each in reached} == {Signal, Insight, Annotation, Decision, Review, Theme, Response}
    assert {"ward-4", "ward-7", "ward-9", "ward-12", "ward-20"} <= {each.place for each in reached}


def test_signals_are_noticed_after_a_change_of_that_place_and_in_its_direction(network, story):
    found = {(change.place, change.measure): change for change in network.truth}
    better = {measure.id: measure.direction == "increase" for measure in network.measures}
    for signal in story.signals:
        change = found[signal.place, signal.measure]
        assert change.month < signal.through
        assert (signal.meaning == "better") == ((change.became > change.was) == better[signal.measure])


def test_the_story_moves_with_the_last_month(story):
    later = simulate(1, last_month=date(2027, 10, 1)).story
    assert [each.id for each in later.strands] == [each.id for each in story.strands]
    assert all(
        new.on == old.on.replace(year=old.on.year + 1) for new, old in zip(later.strands, story.strands, strict=True)
    )


@pytest.mark.parametrize("month", range(1, 13))
def test_the_story_has_its_days_in_whatever_month_it_ends(month):
    assert len(simulate(1, teams=40, last_month=date(2027, month, 1)).story.strands) > 60


@pytest.mark.parametrize(("boards", "teams", "months"), [(1, 1, 36), (1, 3, 36), (2, 4, 12), (6, 40, 8), (3, 20, 20)])
def test_a_smaller_network_has_a_story_that_still_holds_together(boards, teams, months):
    network = simulate(1, boards=boards, teams=teams, months=months)
    told = set()
    people, places = {person.id for person in network.people}, {place.id for place in network.places}
    for each in network.story.strands:
        assert each.on >= network.months[0]
        assert getattr(each, "month", each.on) is None or getattr(each, "month", each.on) >= network.months[0]
        assert {origin for origin, _relation in each.came_of} <= told
        assert {each.by, getattr(each, "owner", each.by)} <= people
        assert each.place is None or each.place in places
        told.add(each.id)


def test_a_network_of_one_ward_still_tells_that_wards_story():
    ids = {each.id for each in simulate(1, boards=1, teams=1).story.strands}
    assert {"two-pm-round", "ward-4-signal", "after-lunch"} <= ids
    assert "tea-trolley-round" not in ids


@pytest.mark.parametrize("absent", ["tunde", "catriona"])
def test_a_decision_without_its_owner_or_its_teller_is_not_made_nor_reviewed(network, absent):
    people = {person.id for person in network.people} - {absent}
    without = tell({place.id for place in network.places}, people, network.months)
    ids = {each.id for each in without.strands}
    assert "two-pm-round" in ids
    assert not {"try-the-round", "round-review"} & ids
    assert all(review.decision in ids for review in without.reviews)


def test_what_is_to_be_done_is_written_down_for_some_decisions_and_one_is_still_open(story):
    todo = [one for one in story.decisions if one.todo]
    assert [bool(one.went) for one in todo] == [True, False]


def test_how_it_went_is_said_only_of_a_decision_that_was_looked_at_again(story):
    reviewed = {review.decision for review in story.reviews}
    assert {one.id for one in story.decisions if one.went} <= reviewed


def test_what_was_considered_has_a_line_for_each_and_what_was_chosen_among_them(story):
    assert [len(one.options.splitlines()) for one in story.decisions if one.options] == [3]
