"""What is new for one person, and what a learning system shows at its door."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page
from django.utils.timezone import localtime

from knotwork.learning.audit.queries import in_system
from knotwork.learning.capture.models import Opening
from knotwork.learning.capture.queries import to_look_through
from knotwork.learning.decisions.queries import to_look_at_again
from knotwork.learning.doings.models import Doing
from knotwork.learning.doings.queries import carried_by
from knotwork.learning.finding.queries import Leaves
from knotwork.learning.following.queries import choices_of_person, followed_among
from knotwork.learning.hearing.queries import CameOf, came_of_since
from knotwork.learning.invitations.models import Asking
from knotwork.learning.invitations.queries import answered_lately, waiting_for
from knotwork.learning.measures.models import Measure
from knotwork.learning.measures.queries import every_series, measures_of, own_series, summary
from knotwork.learning.measures.series import Series
from knotwork.learning.news.queries import Said, Told, followed_since, said_to
from knotwork.learning.people.models import HeldRole, Person
from knotwork.learning.people.queries import held_near, with_keys
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import by_codes, seen_by, told_openly
from knotwork.learning.systems.queries import seen_by as systems_seen_by

A_PAGE = 25
NEW_FOR = timedelta(days=90)
ANSWERED_FOR = timedelta(days=7)
SIGNAL_MONTHS = 12
NEW_MONTHS = 3
STALE_MONTHS = 6
EACH = 5
OTHERS = 2
LASTING = {"better", "worse"}
HOW = {"better": "better", "worse": "worse", "changed": "different"}


@dataclass(frozen=True, slots=True)
class Lasting:
    """A chart whose change is no news and still stands: how it changed, and since when as people say it."""

    series: Series
    how: str
    since: str


@dataclass(frozen=True, slots=True)
class Today:
    """What is new for one person, each thing once; what lasts (`lasting`) is not counted among it."""

    signals: list[Series]
    lasting: list["Lasting"]
    came_of: list[CameOf]
    learned: list[Strand]
    waiting: list[Asking]
    answered: list[Asking]
    said: list[Said]
    followed: list[Told]

    def __len__(self) -> int:
        each = (self.signals, self.came_of, self.learned, self.waiting, self.answered, self.followed)
        return sum(map(len, each)) + bool(self.said)


def today(by: Any, *, at: datetime) -> Today:
    """What is said to me, signals where I am, what came of what I told, what I follow, what others learned."""
    came_of = came_of_since(by, since=at - NEW_FOR, until=at, most=EACH)
    shown = {outcome.pk for item in came_of for outcome in item.outcomes}
    answered = answered_lately(by, since=at - ANSWERED_FOR)
    span = {"since": at - ANSWERED_FOR, "until": at}
    followed = followed_since(by, known=shown, **span)[:EACH]
    shown |= {one.strand.pk for one in followed}
    said = said_to(by, **span)[:EACH]
    new, lasting = _signals(by, localtime(at).date())
    return Today(new, lasting, came_of, _learned(by, at, shown), waiting_for(by), answered, said, followed)


@dataclass(frozen=True, slots=True)
class InHand:
    """What a person carries, and the links through which somebody told what they may look through.

    Quietly, the soonest first, and never counted among what is new.
    """

    actions: list[Doing]
    decisions: list[Strand]
    stories: list[Opening]

    def __bool__(self) -> bool:
        return bool(self.actions or self.decisions or self.stories)


def in_hand(by: Any, *, today: date) -> InHand:
    """The actions that I carry and that have not ended, the decisions of mine to look at again, and my links through
    which something was told that waits to be looked through. A few queries."""
    return InHand(carried_by(by, most=EACH), to_look_at_again(by, today=today, most=EACH), to_look_through(by)[:EACH])


def _signals(by: Any, today: date) -> tuple[list[Series], list[Lasting]]:
    """My places' charts that changed in the last year; or, where none did, others' in my systems.

    Those that say something which they did not say three months ago are news, the newest first. What they said then
    already and still stands comes apart from them. Of others' charts only those that got better or worse and stayed so:
    one odd month elsewhere is no news.
    """
    measures = list(measures_of(by))
    mine, most = _changed(own_series(by, measures)), EACH
    if not mine:
        others = _changed(every_series(measures, by=by))
        mine, most = [one for one in others if one.analysis.verdict in LASTING], OTHERS
    new = [one for one in mine if _is_news(one, today)]
    old = [one for one in mine if one not in new and one.lasts]
    return new[:most], [Lasting(one, HOW[one.analysis.verdict], since_words(one.since, today)) for one in old[:most]]


def _changed(series: list[Series]) -> list[Series]:
    changed = [one for one in series if one.since and _between(one.since, one.periods[-1]) <= SIGNAL_MONTHS]
    return sorted(changed, key=lambda one: (one.since, one.place.name), reverse=True)


def _is_news(one: Series, today: date) -> bool:
    """Whether a chart with new numbers says what it did not say without those of the last three months."""
    newest = one.periods[-1]
    months = newest.year * 12 + newest.month - NEW_MONTHS  # the last month that was known then, counted from none
    return _between(newest, today) <= STALE_MONTHS and not one.said_before(date(months // 12, months % 12 + 1, 1))


def _between(first: date, last: date) -> int:
    """How many months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month


def since_words(day: date, today: date) -> str:
    """A month in the past as people say it: March, March last year, March 2024."""
    if day.year == today.year:
        return f"{day:%B}"
    return f"{day:%B} last year" if day.year == today.year - 1 else f"{day:%B %Y}"


def _learned(by: Any, at: datetime, shown: set[int]) -> list[Strand]:
    """The newest that others told or decided in my systems, less what stands on the page already."""
    kinds = [Strand.Kind.INSIGHT, Strand.Kind.DECISION, Strand.Kind.REVIEW]
    newest = seen_by(by).filter(kind__in=kinds, at__gt=at - NEW_FOR).exclude(by=by).exclude(pk__in=shown)
    return list(newest[:EACH])


@dataclass(frozen=True, slots=True)
class Glance:
    """One measure of a system at a glance."""

    measure: Measure
    series: list[Series]

    @property
    def summary(self) -> Any:
        """How many of its charts changed."""
        return summary(self.series)

    @property
    def newest(self) -> Any:
        """The newest period of any place."""
        return max((one.periods[-1] for one in self.series), default=None)


def glances(system: Any, *, by: Any = None) -> list[Glance]:
    """Each measure of a system with what its charts say now. Three queries, however many measures."""
    measures = list(system.measures.select_related("system"))
    series = every_series(measures, by=by)
    return [Glance(measure, [one for one in series if one.measure == measure]) for measure in measures]


DONE = {
    "accept": "accepted",
    "add file": "added a photograph or file to",
    "agree": "agreed",
    "answer": "answered",
    "answer anew": "answered anew by",
    "ask to join": "asked to join by",
    "annotate": "wrote a note on",
    "begin administrator": "lent an administrator's power to",
    "begin phase": "began a new phase on",
    "begin": "began",
    "bring in": "brought numbers into",
    "choose digest": "chose when to be written to,",
    "close": "closed",
    "comment": "said something of",
    "confirm": "said yes to",
    "define": "defined",
    "edit": "changed the words of",
    "finish": "finished",
    "hand over": "handed over",
    "end administrator": "took back an administrator's power of",
    "end phase": "took back a phase of",
    "follow": "follows something,",
    "give role": "gave a role to",
    "invite": "invited somebody by",
    "keep apart": "said that it does not belong together with another:",
    "leave": "left, and is",
    "match": "matched the columns of",
    "merge": "merged into another theme",
    "put in": "put something into",
    "receive": "sent in",
    "refused": "was refused",
    "rematch": "matched anew the columns of",
    "share": "changed who sees",
    "open account": "opened the account of",
    "take back": "took back",
    "take back comment": "took back what was said of",
    "take back thanks": "took back their thanks for",
    "thank": "gave thanks for",
    "unfollow": "follows something no longer,",
    "unweigh": "took back something that helps, or is in the way of,",
    "weigh": "weighed what helps, or is in the way of,",
    "take in": "took in what was told through",
    "take out": "took something out of",
    "take out file": "took out a photograph or file of",
    "take requests": "changed who can ask to join",
    "take part": "added places to",
    "take role": "took back a role of",
    "tell through": "told through",
    "turn down": "left out what was told through",
    "welcome": "gave an account to",
}
HIDDEN = "a strand that you may not see"
STRANDS = frozenset(Strand.Kind.values)
BEGUN = {"insight": "told", "decision": "decided", "review": "reviewed", "annotation": "noted", "action": "began",
         "theme": "named", "reflection": "wrote", "term": "defined"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words. `thing` and `origin` are strands that the reader may see; None says nothing of others."""

    event: Any
    thing: Strand | None
    origin: Strand | None
    person: Any

    @property
    def day(self) -> date:
        """The day on which it was done, here."""
        return localtime(self.event.at).date()

    @property
    def done(self) -> str:
        """What was done, as a verb in the past."""
        verb, kind = self.event.verb, self.event.subject_kind
        if verb == "add":
            return BEGUN.get(kind, "kept" if kind in STRANDS else "added")
        if verb == "link":
            return "joined"
        return DONE.get(verb, verb)

    @property
    def named(self) -> str:
        """What it was done to, where that is nothing with a page of its own."""
        kind, key = self.event.subject_kind, self.event.subject_key
        if self.person:
            return str(self.person)
        if self.event.verb == "link":
            return HIDDEN
        if kind in STRANDS:
            return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} that you may not see"
        return f"{kind} {key}"

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Each thing that the change altered: its name, what it was before, and after."""
        before, after = self.event.before, self.event.after
        return [(name, before.get(name), after.get(name)) for name in {**before, **after} if name != "origin"]


def trail(by: Any, system: Any, *, page: Any = 1) -> Any:
    """A page of what was changed in a system, newest first, in words. Four queries, however many changes."""
    shown = in_system(system, page=page)
    events = list(shown.object_list)
    codes = {event.subject_key for event in events} | {event.after.get("origin", "") for event in events}
    strands = {strand.code: strand for strand in by_codes(by, codes)}
    people = with_keys(event.subject_key for event in events if event.subject_kind == "person")
    shown.object_list = [
        Line(event, strands.get(event.subject_key), strands.get(event.after.get("origin", "")), person)
        for event in events
        for person in [people.get(event.subject_key) if event.subject_kind == "person" else None]
    ]
    return shown


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody may know of a person: their roles, a page of what they told, and whether one follows them."""

    roles: list[HeldRole]
    told: Page
    followed: bool


def known_of(by: Any, person: Person, *, page: Any = 1) -> Known | None:
    """What `by` may know of a person who is still here; of who has left, nothing is put together.

    As many queries, however much they told. What one may not see is neither shown nor counted.
    """
    if not person.is_active:
        return None
    told = Leaves(told_openly(by, person), "", A_PAGE).get_page(page)
    followed = bool(followed_among(by, choices_of_person(person)))
    return Known(held_near(systems_seen_by(by), person), told, followed)
