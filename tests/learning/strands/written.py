"""One strand of each kind that people write, made as people make it."""

from knotwork.learning.board import actions as board
from knotwork.learning.decisions import actions as decisions
from knotwork.learning.doings import actions as doings
from knotwork.learning.language import actions as language
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.queries import series_of
from knotwork.learning.reflecting import actions as reflecting
from knotwork.learning.sense import actions as sense
from knotwork.learning.strands import actions as strands
from tests.factories import NOW, later


def note(world):
    series = series_of(world.measure, [world.here.code])[0]
    return measures.annotate(series=series, period=series.periods[2], text="New bells", by=world.improver_here, at=NOW)


def decide(world, **more):
    given = {"owner": world.improver_there, "by": world.improver_here, "place": world.here, **more}
    return decisions.decide(
        question="Go on?", choice="Yes", reasons="It works", review_on=later(90).date(), system=world.system, at=NOW,
        **given,
    )  # fmt: skip


def review(world, decision=None):
    return decisions.review(
        decision=decision or decide(world), verdict="partly", seen="Fewer at night.", by=world.improver_here, at=NOW
    )


def respond(world):
    insight = world.tell("The bell.", by=world.coach_in_both, place=world.there)
    return sense.respond(
        insight=insight, place=world.here, answer="depends", why="Two bells.", by=world.improver_here, at=NOW
    )


def act(world):
    by = world.improver_here
    return doings.begin(decision=decide(world), what="Move it.", owner=by, due_on=later(30).date(), by=by, at=NOW)


def name(world):
    given = {"system": world.system, "by": world.improver_here, "at": NOW}
    return board.name_theme(name="Bells", about="Late.", insights=[world.tell("The bell.")], **given)


def define(world):
    given = {"system": world.system, "by": world.improver_here, "at": NOW}
    return language.propose(name="Round", meaning="A walk past every bed.", synonyms="Walk", **given)


def look_back(world):
    told = {"system": world.system, "place": world.here, "by": world.improver_here, "at": NOW}
    kept = reflecting.reflect(words={"occurred": "It rang."}, **told)
    return strands.share(strand=kept, visibility="system", by=world.improver_here, at=NOW)
