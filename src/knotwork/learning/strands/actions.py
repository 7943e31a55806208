"""Adding to the spine, changing its words, and changing who sees them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from knotwork.access.policy import NotAllowed, Subject, check
from knotwork.access.verbs import Verb
from knotwork.learning.audit import actions as audit
from knotwork.learning.finding import actions as finding
from knotwork.learning.people.models import Person
from knotwork.learning.strands.models import WORDS, Link, Strand, Version
from knotwork.learning.strands.queries import SHARED, cannot_edit, latest, levels_of, may_share, seen_by

TITLE = 120
A_BATCH = 1_000


class NoTeam(ValueError):
    """Something was to be shown to a team only, and no place says which team."""


class TooFewOrTooMany(ValueError):
    """Something told without a name was to be shown to others than its learning system."""


class Widens(ValueError):
    """More people were about to see a strand, or a name by it, than whoever told it has said yes to."""


class HidesFromWhoCarries(ValueError):
    """A decision or an action was to be shown to so few that somebody who carries it would see it no more."""

    def __init__(self, lost: list[tuple[Strand, Any]]) -> None:
        strand, owner = lost[0]
        instead = "Hand it over to" if strand.kind == Strand.Kind.ACTION else "Decide anew with"
        super().__init__(
            f"{owner.name} carries “{strand.title}” and would see it no more. "
            f"{instead} somebody of the team first, or leave it with the learning system."
        )


class ChangedMeanwhile(ValueError):
    """Words were about to be written over newer ones that their writer has not seen: `theirs` is that version."""

    def __init__(self, theirs: Version) -> None:
        super().__init__("Somebody changed these words while you were writing. Nothing is lost: look at both.")
        self.theirs = theirs


class CannotSay(ValueError):
    """A strand cannot say what it was about to: `why`, by the name of each of its words that it cannot be."""

    def __init__(self, why: dict[str, str]) -> None:
        super().__init__(" ".join(why.values()))
        self.why = why


def add(
    *,
    kind: Strand.Kind,
    title: str,
    system: Any,
    place: Any,
    needs: Verb,
    by: Any,
    at: datetime,
    visibility: str = Strand.Visibility.SYSTEM,
    token: UUID | None = None,
    anonymous: bool = False,
    words: dict[str, str] | None = None,
    told_through: str = "",
) -> Strand:
    """Begin a strand, inside the transaction that writes its own table.

    `words` are what people wrote of it: its first version. A note's words are its title.

    Raises:
        NotAllowed: `by` may not do what this kind `needs`, there.
        NoTeam: it is for a team only, and has no place.
        TooFewOrTooMany: it is told without a name, and not to its learning system.
    """
    check(by, needs, Subject(system=system.pk, place=place.path if place else None))
    _check_audience(visibility, place, anonymous=anonymous)
    strand = Strand.objects.create(
        kind=kind, title=short(title), system=system, place=place, by=by, at=at, visibility=visibility, token=token,
        anonymous=anonymous, told_through=told_through,
    )  # fmt: skip
    if kind in WORDS:
        _keep_version(strand, 1, words or {"title": title}, by, at)
    index([strand.pk])
    _note(strand, "add", by, at)
    return strand


def index(keys: Iterable[int]) -> int:
    """Make strands findable by their title, newest words and place as they stand now; how many. Three queries.

    Whoever changes a title past `edit` calls this, in the same transaction.
    """
    found = Strand.objects.filter(pk__in=list(keys))
    # Of several versions, the newest comes last and stays.
    words = dict(Version.objects.filter(strand__in=found.order_by()).order_by("number").values_list("strand", "words"))
    rows = found.order_by("pk").values_list("pk", "title", "place__name")
    return finding.keep((key, title, words.get(key, {}), place or "") for key, title, place in rows)


def index_all() -> int:
    """Make every strand findable anew, a thousand at a time; how many. For the command line."""
    every = list(Strand.objects.order_by("pk").values_list("pk", flat=True))
    return sum(index(every[begin : begin + A_BATCH]) for begin in range(0, len(every), A_BATCH))


def _keep_version(strand: Strand, number: int, words: dict[str, str], by: Any, at: datetime) -> None:
    theirs = strand.told_through and number == 1  # whoever looked through it is not who wrote it
    Version.objects.create(strand=strand, number=number, at=at, by=None if theirs else named(strand, by), words=words)


def _check_audience(visibility: str, place: Any, *, anonymous: bool) -> None:
    if visibility == Strand.Visibility.TEAM and place is None:
        raise NoTeam("Choose a place, so that it is clear which team sees this, or share it with the learning system.")
    if anonymous and visibility != Strand.Visibility.SYSTEM:
        raise TooFewOrTooMany("What is told without a name is shown to its learning system, no narrower and no wider.")


def named(strand: Strand, by: Any) -> Any:
    """Whom the trail and the history name: nobody, where whoever told a strand without a name acts on it."""
    return None if strand.anonymous and strand.by_id == by.pk else by


def already(token: UUID | None, by: Any) -> Strand | None:
    """The strand that this very form made when it was sent before, so that a second sending adds nothing.

    The person's own row is held until the transaction ends, so that two sendings at once come one after the other.
    """
    if token is None:
        return None
    Person.objects.select_for_update().get(pk=by.pk)
    return Strand.objects.filter(token=token, by=by).first()


@transaction.atomic
def link(*, origin: Strand, outcome: Strand, relation: str, by: Any, at: datetime) -> Link:
    """Say that one strand came of another, and how. Saying it twice changes nothing.

    Raises:
        NotAllowed: `by` does not see where it came from, or may not tell there.
    """
    if not seen_by(by).filter(pk=origin.pk).exists():
        raise NotAllowed("You can link only to what you can see.")
    check(by, Verb.TELL, outcome.subject)
    joined, new = Link.objects.get_or_create(
        origin=origin, outcome=outcome, relation=relation, defaults={"system": outcome.system, "by": by, "at": at}
    )
    if new:
        audit.record(
            by=named(outcome, by), at=at, verb="link", kind=relation, key=outcome.code, system=_told_in(outcome),
            after={"origin": origin.code},
        )  # fmt: skip
    return joined


@transaction.atomic
def edit(*, strand: Strand, words: dict[str, str], began_from: int, by: Any, at: datetime) -> Strand:
    """Put other words in the place of a strand's, as its next version. The same words again change nothing.

    `began_from` is the number of the version that `by` saw when they began. The strand's row is held, so that of two
    people who save at once one comes second, and is shown what the first wrote.

    Raises:
        NotAllowed: these are not `by`'s words to change, or no longer.
        ChangedMeanwhile: there is a newer version than the one that `by` began from.
        CannotSay: its kind does not take these words.
    """
    strand = held(strand, by)
    if refusal := cannot_edit(by, strand):
        raise NotAllowed(refusal, strand.system_id)
    newest = latest(strand)
    words = {name: words.get(name, "") for name in WORDS[strand.kind]}
    # A version from before a box was added to its form says nothing there.
    if {name: newest.words.get(name, "") for name in words} == words:
        return strand
    if newest.number != began_from:
        raise ChangedMeanwhile(newest)
    if why := refused(strand, words):
        raise CannotSay(why)
    try:
        with transaction.atomic():
            _write(strand, words)
    except IntegrityError as clash:
        if why := refused(strand, words):  # of two who give one name at once, one comes second
            raise CannotSay(why) from clash
        raise
    _keep_version(strand, newest.number + 1, words, by, at)
    index([strand.pk])
    _note(strand, "edit", by, at, {"version": newest.number}, {"version": newest.number + 1})
    return strand


def refused(strand: Strand, words: dict[str, str]) -> dict[str, str]:
    """Why a strand cannot say these words, by the name of each, where its kind does not take any words."""
    asked = getattr(getattr(strand, strand.kind, None), "refused", None)
    return asked(words) if asked else {}


def held(strand: Strand, by: Any) -> Strand:
    """The strand as it stands now, kept for `by` alone until the transaction ends."""
    Strand.objects.select_for_update().get(pk=strand.pk)
    found = seen_by(by).filter(pk=strand.pk).first()
    if found is None:
        raise NotAllowed("You can change only what you can see.", strand.system_id)
    return found


def _write(strand: Strand, words: dict[str, str]) -> None:
    """Make these the words that every page shows."""
    if strand.kind != Strand.Kind.ANNOTATION:
        own = getattr(strand, strand.kind)
        for name, text in words.items():
            setattr(own, name, text)
        own.save(update_fields=list(words))
    strand.title = short(title_of(strand, words))
    strand.save(update_fields=["title"])


def title_of(strand: Strand, words: dict[str, str]) -> str:
    """What lists show of these words, before it is cut short."""
    if strand.kind == Strand.Kind.REVIEW:
        return f"{strand.review.get_verdict_display()}: {words['seen']}"
    if strand.kind == Strand.Kind.RESPONSE:
        return str(strand.response)
    if strand.kind == Strand.Kind.REFLECTION:
        return next(filter(None, words.values()), "Nothing is written any more")
    return next(iter(words.values()))


def _told_in(strand: Strand) -> int | None:
    """Whose trail a change of a strand belongs to: no learning system's, while nobody but its teller sees it."""
    return None if strand.visibility == Strand.Visibility.OWN else strand.system_id


def _note(
    strand: Strand, verb: str, by: Any, at: datetime, before: dict | None = None, after: dict | None = None
) -> None:
    """Write a change of a strand into the trail: never its words, which people may ask to have forgotten."""
    audit.record(
        by=named(strand, by), at=at, verb=verb, kind=strand.kind, key=strand.code, system=_told_in(strand),
        before=before, after=after,
    )  # fmt: skip


@transaction.atomic
def narrow(
    *, strand: Strand, visibility: str, by: Any, at: datetime, named: bool = False, named_in_public: bool = False
) -> Strand:
    """Show a strand to fewer people, or to the same, everywhere at once.

    Raises:
        NotAllowed, NoTeam, TooFewOrTooMany, HidesFromWhoCarries: as `share` does.
        Widens: more people would see it, or its teller's name, than do now.
    """
    strand = held(strand, by)
    choice = {"visibility": visibility, "named": named, "named_in_public": named_in_public}
    if widens(strand, **choice):
        raise Widens("More people would see this. Look at who they are, and say yes first.")
    return share(strand=strand, by=by, at=at, **choice)


@transaction.atomic
def share(
    *, strand: Strand, visibility: str, by: Any, at: datetime, named: bool = False, named_in_public: bool = False
) -> Strand:
    """Change who sees a strand, everywhere at once, whoever told it having said yes to that.

    The reviews and actions of a decision are never seen further than the decision itself.
    `named` puts a name to what was told without one; it never comes off again, for the trail has it from then on.
    `named_in_public` shows it to the whole world too.

    Raises:
        NotAllowed: `by` did not tell it, wants to widen it and may not tell there any more, or wants to show a review
            further than its decision.
        NoTeam: it is for a team only, and has no place.
        TooFewOrTooMany: it is told without a name, and not to its learning system.
        HidesFromWhoCarries: somebody who carries it, or an action of it that is open, would see that no more.
    """
    strand = held(strand, by)
    if not may_share(by, strand):
        raise NotAllowed("Only whoever told it chooses who sees it.", strand.system_id)
    if widens(strand, visibility=visibility, named=named, named_in_public=named_in_public):
        check(by, SHARED[strand.kind], strand.subject)
    before = _shown(strand)
    strand.anonymous = strand.anonymous and not named
    _check_audience(visibility, strand.place, anonymous=strand.anonymous)
    if visibility not in levels_of(strand):
        raise NotAllowed("A review is seen no further than the decision that it is about.", strand.system_id)
    strand.visibility, strand.named_in_public = visibility, named_in_public and visibility == Strand.Visibility.PUBLIC
    if _shown(strand) != before:
        carried = _carried(strand)
        strand.save(update_fields=["visibility", "named_in_public", "anonymous"])
        _note(strand, "share", by, at, before, _shown(strand))
        _narrow_outcomes(strand, by, at)
        if lost := [(one, owner) for one, owner in carried if not _sees(owner, one)]:
            raise HidesFromWhoCarries(lost)
    return strand


def _carried(strand: Strand) -> list[tuple[Strand, Any]]:
    """A decision and its open actions, each with whoever carries it and sees it now; nothing of other strands."""
    if strand.kind != Strand.Kind.DECISION:
        return []
    begun = Strand.objects.filter(action__decision=strand.pk, action__ended_at=None).select_related("action__owner")
    owners = [(strand, strand.decision.owner), *((one, one.action.owner) for one in begun.order_by("pk"))]
    return [(one, owner) for one, owner in owners if _sees(owner, one)]


def _sees(person: Any, strand: Strand) -> bool:
    return seen_by(person).filter(pk=strand.pk).exists()


def _narrow_outcomes(decision: Strand, by: Any, at: datetime) -> None:
    """Show reviews and actions no further than their decision, and responses no further than their insight."""
    levels = Strand.Visibility.values
    further = levels[levels.index(decision.visibility) + 1 :]
    came_of = Q(review__decision=decision.pk) | Q(action__decision=decision.pk) | Q(response__insight=decision.pk)
    for review in Strand.objects.filter(came_of, visibility__in=further):
        before = _shown(review)
        review.visibility, review.named_in_public = decision.visibility, False
        review.save(update_fields=["visibility", "named_in_public"])
        _note(review, "share", by, at, before, _shown(review))


def _shown(strand: Strand) -> dict[str, Any]:
    return {
        "who sees it": strand.get_visibility_display(),
        "without a name": strand.anonymous,
        "name on the public page": strand.named_in_public,
    }


def widens(strand: Strand, *, visibility: str, named: bool = False, named_in_public: bool = False) -> bool:
    """Whether more people would see a strand than do now, or a name by it."""
    levels = Strand.Visibility.values
    further = levels.index(visibility) > levels.index(strand.visibility)
    public = named_in_public and visibility == Strand.Visibility.PUBLIC and not strand.named_in_public
    return further or public or (named and strand.anonymous)


def short(text: str, length: int = TITLE) -> str:
    """The first sentence of a text, cut at a word where it is long: what a list shows of it."""
    line = " ".join(text.split())
    for end in (". ", "! ", "? "):
        line = line.split(end)[0] + (end.strip() if end in line and end != ". " else "")
    if len(line) <= length:
        return line.removesuffix(".")
    return line[: length - 1].rsplit(" ", 1)[0] + "…"
