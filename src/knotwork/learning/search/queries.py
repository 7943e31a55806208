"""What somebody looks for among what they may see, and what is like the strand in view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils.timezone import make_aware

from knotwork.learning.finding.codes import beyond, excerpt, longer_too, marked, missing, sought
from knotwork.learning.finding.queries import Leaves, forgives, having_any, how_often, matching, spelt_alike
from knotwork.learning.places.models import Place
from knotwork.learning.sense.queries import with_subjects
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand, Version
from knotwork.learning.strands.queries import seen_by
from knotwork.learning.systems.queries import attributes_in
from knotwork.science.language.alike import alike

A_PAGE = 25
TRIES = 5
MOST_LIKE = 5
READ_FOR_RARE = 40
RAREST = 6
CANDIDATES = 60
LIKE = [Strand.Kind.INSIGHT, Strand.Kind.THEME, Strand.Kind.DECISION, Strand.Kind.ACTION, Strand.Kind.REFLECTION]


@dataclass(frozen=True, slots=True)
class Limits:
    """Which strands are meant, besides their words. `where` is an attribute of places with its value."""

    system: Any = None
    kind: str = ""
    mine: bool = False
    where: tuple[str, str] | None = None
    since: date | None = None
    until: date | None = None
    outcome: str = ""

    def __bool__(self) -> bool:
        return self != Limits()

    @property
    def further(self) -> bool:
        """Whether it says where, when or what came of it, which few ask."""
        return any((self.where, self.since, self.until, self.outcome))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `alike`: the words were found as they are, or only ones that are spelt alike.

    Where nothing was found, `words` are those that are found alone, and `beyond` is how many there are without limits.
    """

    page: Page
    alike: bool = False
    words: tuple[str, ...] = ()
    beyond: int = 0
    exactly: bool = False


def look(by: Any, *, text: str = "", limits: Limits | None = None, page: Any = 1) -> Found:
    """What has these words and is within these limits, of what a person may see; without words, the newest first.

    What they may not see is neither shown nor counted. As many queries, however much is found.
    """
    limits = limits or Limits()
    among = _limited(by, seen_by(by), limits)
    shown = Leaves(among, text, A_PAGE).get_page(page)
    if shown.object_list or not sought(text):
        _mark(by, shown.object_list, text)
        return Found(shown)
    forgiving = forgives()
    if forgiving and (near := spelt_alike(among, text, most=A_PAGE)):
        _mark(by, near, "")
        return Found(Paginator(near, A_PAGE).get_page(1), alike=True)
    beyond = Leaves(seen_by(by), text, A_PAGE).count if limits else 0
    return Found(shown, words=_alone(among, text), beyond=beyond, exactly=not forgiving)


def _limited(by: Any, found: QuerySet, limits: Limits) -> QuerySet:
    if limits.mine:
        found = found.filter(by=by)
    if limits.system:
        found = found.filter(system=limits.system)
    if limits.kind:
        found = found.filter(kind=limits.kind)
    if limits.where:
        name, value = limits.where
        there = Place.objects.annotate(named=KeyTransform(name, "attributes")).filter(named=value)
        found = found.filter(place__in=there.order_by().values("pk"))
    if limits.since:
        found = found.filter(at__gte=_begins(limits.since))
    if limits.until:
        found = found.filter(at__lt=_begins(limits.until + timedelta(days=1)))
    return _that_came_to(by, found, limits.outcome)


def _begins(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _that_came_to(by: Any, found: QuerySet, outcome: str) -> QuerySet:
    """Those that led to a decision, themselves or through a theme, or those that nothing came of, as far as `by` sees.

    What came of a strand and may not be seen counts for nothing, so that nothing shows that it is.
    """
    further = Link.objects.order_by().filter(visible_to(by, "outcome__"))
    if outcome == "decided":
        # Their keys are gathered once: asked of each strand alone, PostgreSQL walks all links again and again.
        decided = further.filter(outcome__kind=Strand.Kind.DECISION).values("origin")
        through = further.filter(outcome__kind=Strand.Kind.THEME, outcome__in=decided).values("origin")
        return found.filter(pk__in=decided.union(through))
    return found.filter(~Exists(further.filter(origin=OuterRef("pk")))) if outcome == "nothing" else found


def _mark(by: Any, found: list[Strand], text: str) -> None:
    """Give each strand its title with the words that were sought marked, and where its words have them. One query.

    Another says what the responses among them answer.
    """
    with_subjects(by, found)
    wanted = sought(text)
    said = newest_words(found) if wanted else {}
    for strand in found:
        strand.marked_title = marked(strand.title, wanted)
        text = beyond(strand.title, " ".join(said.get(strand.pk, {}).values()))
        strand.excerpt, strand.wanted = excerpt(text, missing(strand.title, wanted)) or excerpt(text, wanted), wanted
        strand.said = marked(strand.excerpt, wanted)


def newest_words(found: list[Strand]) -> dict[int, dict[str, str]]:
    """The words of some strands as they stand now, by the strand's key. One query."""
    every = Version.objects.filter(strand__in=[strand.pk for strand in found]).order_by("number")
    return dict(every.values_list("strand", "words"))  # of several versions, the newest comes last and stays


def _alone(among: QuerySet, text: str) -> tuple[str, ...]:
    """Which of several words are found when each is sought alone. A query a word, for five words at most."""
    telling = set(sought(text))
    words = [word for word in dict.fromkeys(text.split()) if sought(word) and telling.issuperset(sought(word))]
    return tuple(word for word in words[:TRIES] if matching(among, word).exists()) if len(words) > 1 else ()


def attributes_of_places(systems: QuerySet) -> dict[str, tuple[str, str]]:
    """What is known of the places of some learning systems, as "setting: rural", each once. Two queries.

    Only words: of a number, such as how many beds there are, hardly two places have the same.
    """
    found = {
        f"{name}: {value}": (name, value)
        for attributes in attributes_in(systems)
        for name, value in attributes.items()
        if isinstance(value, str) and value
    }
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Like:
    """A strand that speaks of the same, with the words that both use."""

    strand: Strand
    words: tuple[str, ...]

    @property
    def why(self) -> str:
        """Why it is shown, in words."""
        *others, last = self.words
        return f"Both speak of {', '.join(others)} and {last}" if others else f"Both speak of {last}"


def like(by: Any, strand: Strand, words: Mapping[str, str]) -> list[Like]:
    """Up to five strands like one with these words, across all that a person may see, the most alike first.

    Only strands that have one of its rarest words are compared, the newest sixty. What is joined to it already
    stands on its page, and is left out. Three queries, however many strands there are.
    """
    text = _text(strand, words)
    among = seen_by(by).filter(kind__in=LIKE).exclude(pk=strand.pk)
    for mine, other in (("origin", "outcome"), ("outcome", "origin")):
        among = among.exclude(pk__in=Link.objects.filter(**{mine: strand}).order_by().values(other))
    found = list(having_any(among, _rarest(text))[:CANDIDATES])
    said = newest_words(found)
    pairs = alike([text, *(_text(other, said.get(other.pk, {})) for other in found)], first_only=True, most=MOST_LIKE)
    return [Like(found[pair.second - 1], pair.words) for pair in pairs]


def _text(strand: Strand, words: Mapping[str, str]) -> str:
    return " ".join([strand.title, *map(str, words.values())])


def _rarest(text: str) -> list[str]:
    """The six rarest of a text's words that any other strand has too, as their roots."""
    telling = [one for one in sought(text, most=READ_FOR_RARE) if longer_too(one)]
    often = how_often(telling)
    return sorted((one for one in telling if often[one] > 1), key=lambda one: (often[one], one))[:RAREST]
