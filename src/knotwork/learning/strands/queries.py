"""Reading strands: who may see which, the feed, and the thread."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.http import Http404
from django_cte import CTE, with_cte

from knotwork.access.doors import admit
from knotwork.access.policy import NotAllowed, allows
from knotwork.access.verbs import Verb
from knotwork.learning.finding.queries import Leaves
from knotwork.learning.strands.codes import Piece, changed_words, each_once, joined, of_origin, of_outcome
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import ASKED, WORDS, Link, Strand, Version
from knotwork.learning.systems.queries import where_allowed

A_PAGE = 25
NOT_IN_A_LINE = ("system__purpose", "system__who", "system__equity", "place__attributes", "by__password")
NEAREST = 120  # on each side: some pages of words, and many times what a picture shows
MOST_OUTCOMES = 1_000
A_SIDE = 25
A_HISTORY = 10
KINDS = dict(Strand.Kind.choices)
# Whose audience is chosen, and what whoever told it must still be allowed in order to widen it.
SHARED = {
    Strand.Kind.INSIGHT: Verb.TELL,
    Strand.Kind.ANNOTATION: Verb.ANNOTATE,
    Strand.Kind.DECISION: Verb.DECIDE,
    Strand.Kind.REVIEW: Verb.DECIDE,
    Strand.Kind.REFLECTION: Verb.TELL,
    Strand.Kind.TERM: Verb.SEE,
}
OF_ALL = {Strand.Kind.THEME, Strand.Kind.TERM}
DECIDED = {Strand.Kind.DECISION, Strand.Kind.REVIEW, Strand.Kind.ACTION}


def seen_by(by: Any) -> QuerySet[Strand]:
    """All strands that a person may see, with what a line about one shows."""
    return Strand.objects.filter(visible_to(by)).select_related("system", "place", "by").defer(*NOT_IN_A_LINE)


def open_strand(by: Any, verb: Verb, code: str) -> Strand:
    """The door to one strand, of any kind."""
    return admit(seen_by(by).filter(code=code).first(), by, verb)


def of_kind(kinds: Iterable[Strand.Kind], *tables: str) -> Any:
    """A door that opens to strands of some kinds only, and brings those kinds' own table with them."""

    def door(by: Any, verb: Verb, code: str) -> Strand:
        return admit(seen_by(by).select_related(*tables).filter(code=code, kind__in=kinds).first(), by, verb)

    return door


def feed(by: Any, *, system: Any = None, kind: str = "", text: str = "", mine: bool = False, page: Any = 1) -> Page:
    """What has been learned, newest first, a page at a time; `mine` leaves what I told, also without my name."""
    found = seen_by(by)
    if mine:
        found = found.filter(by=by)
    if system:
        found = found.filter(system=system)
    if kind:
        found = found.filter(kind=kind)
    return Leaves(found, text, A_PAGE).get_page(page)


def told_openly(by: Any, person: Any) -> QuerySet[Strand]:
    """What somebody told by their name, of what `by` may see. What they told without it is not among it for anybody."""
    return seen_by(by).filter(by=person.pk, anonymous=False, told_through="")


def by_codes(by: Any, codes: Iterable[str]) -> list[Strand]:
    """The strands with these codes that a person may see, newest first."""
    return list(seen_by(by).filter(code__in=list(codes)))


@dataclass(frozen=True, slots=True)
class Thread:
    """A strand with all that it came from and all that came of it.

    `depth` has each strand's distance from the one in view: below nothing for what it came from, above
    for what came of it. `cut` is nothing where this is all, and else how many of
    the nearest are here on each side.
    """

    middle: Strand
    strands: tuple[Strand, ...]
    links: tuple[Link, ...]
    depth: dict[int, int]
    cut: int = 0


def thread(by: Any, middle: Strand, *, most: int = NEAREST) -> Thread:
    """What a strand came from and what came of it, on each side the nearest `most`: four queries, however many.

    The walk goes only through strands that `by` may see, so that nothing hidden can be guessed from what lies
    behind it.
    """
    here = Strand.objects.filter(pk=middle.pk)
    sides = [_reached(by, here, *way, most + 1) for way in (("origin", "outcome", "down"), ("outcome", "origin", "up"))]
    keys = {middle.pk, *(reached for side in sides for _root, reached in side[:most])}
    lines = Strand.objects.filter(visible_to(by), pk__in=keys).defer("token").order_by("at", "pk")
    between = Link.objects.filter(origin__in=keys, outcome__in=keys).only("origin_id", "outcome_id", "relation")
    links = tuple(between.order_by("at", "pk"))
    return Thread(
        middle, tuple(lines), links, _depths(middle.pk, links), cut=most if max(map(len, sides)) > most else 0
    )


def outcomes_of(by: Any, roots: QuerySet[Strand], *, since: datetime) -> list[Strand]:
    """What was added since an instant downstream of `roots` that `by` may see, the newest first. Two queries.

    Each has `root`, the key of the strand that it came of: of several, the one that it is nearest to. Where very much
    came of them, what is nearest to them is looked through, and no more.
    """
    root_of: dict[int, int] = {}
    new = Exists(Strand.objects.filter(pk=OuterRef("reached"), at__gt=since))
    for root, reached, is_new in _reached(by, roots, "origin", "outcome", "down", MOST_OUTCOMES, new=new):
        if is_new:
            root_of.setdefault(reached, root)
    found = list(seen_by(by).filter(pk__in=root_of).order_by("-at", "-pk"))
    for strand in found:
        strand.root = root_of[strand.pk]
    return found


def _reached(
    by: Any, roots: QuerySet[Strand], near: str, far: str, name: str, most: int, **asked: Any
) -> list[tuple[Any, ...]]:
    """The first `most` rows of a walk. Both databases walk step by step, so the nearest come first.

    Each row is (root, reached), and what else is `asked` of it.
    """
    walk = _walk(by, roots.order_by().values("pk"), near, far, name)
    rows = walk.queryset().order_by().annotate(**asked).values_list("root", "reached", *asked)
    return list(with_cte(walk, select=rows[:most]))


def _walk(by: Any, seeds: Any, near: str, far: str, name: str) -> CTE:
    """What is reached from `seeds` along links, each once, so that circles end.

    Whether a strand may be seen is asked of each one that is reached, by its key. Joined, PostgreSQL may read all
    strands at each step, for it cannot know how few will be reached.
    """
    seen = Strand.objects.order_by().filter(visible_to(by), pk=OuterRef(far)).values("pk")[:1]
    steps = Link.objects.order_by().annotate(seen=Subquery(seen)).filter(seen__isnull=False)

    def rows(cte: CTE) -> QuerySet:
        first = steps.filter(**{f"{near}__in": seeds}).values(root=F(near), reached=F(far))
        further = cte.join(steps, **{near: cte.col.reached}).values(root=cte.col.root, reached=F(far))
        return first.union(further)

    return CTE.recursive(rows, name=name)


def _depths(middle: int, links: Iterable[Link]) -> dict[int, int]:
    """The shortest way to each strand, in steps; a strand that is on both sides counts as having come after."""
    after, before = {}, {}
    for link in links:
        after.setdefault(link.origin_id, []).append(link.outcome_id)
        before.setdefault(link.outcome_id, []).append(link.origin_id)
    return {**{key: -steps for key, steps in _steps(middle, before).items()}, **_steps(middle, after)}


def _steps(start: int, ways: dict[int, list[int]]) -> dict[int, int]:
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in ways.get(here, ()):
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """One strand of a thread in words: how it is joined to the one that it came of."""

    strand: Strand
    joined: tuple[tuple[str, Strand], ...]
    steps: int

    @property
    def said(self) -> list[tuple[str, Strand, str]]:
        """Each join as a sentence of this strand goes on: words, what it came of, and words."""
        return [(before, other, after) for relation, other in self.joined
                for before, after in [joined(relation, self.strand.kind).outcome.split("{}")]]  # fmt: skip


def sentences(whole: Thread, pages: Mapping[str, Any]) -> dict[str, Page]:
    """A thread in words, the nearest first: what the middle came from, and what came of it, each strand with its links.

    `pages` says which page of each is wanted; without it, the first.
    """
    strands = {strand.pk: strand for strand in whole.strands}
    joined = defaultdict(list)
    for link in whole.links:
        joined[link.outcome_id].append((link.relation, strands[link.origin_id]))
    near = sorted(whole.strands, key=lambda strand: (abs(whole.depth.get(strand.pk, 0)), strand.at, strand.pk))
    sides = {"origins": [], "middle": [], "outcomes": []}
    for strand in near:
        steps = whole.depth.get(strand.pk, 0)
        side = "middle" if not steps else "origins" if steps < 0 else "outcomes"
        sides[side].append(Sentence(strand, tuple(joined[strand.pk]), abs(steps)))
    shown = {side: Paginator(lines, A_SIDE).get_page(pages.get(side)) for side, lines in sides.items()}
    listed = [line.strand for page in shown.values() for line in page]
    prefetch_related_objects(listed, "by", "place", "system")
    return shown


def near(by: Any, strand: Strand) -> dict[str, list[tuple[str, Strand]]]:
    """The strands one step away, each with how it is joined: "It carries out this decision". Two queries."""
    this = f"this {strand.get_kind_display().lower()}"
    origins, outcomes = _links(by, "origin", outcome=strand), _links(by, "outcome", origin=strand)
    return {
        "origins": each_once((link.origin, of_origin(link.relation, this, strand.kind)) for link in origins),
        "outcomes": each_once((link.outcome, of_outcome(link.relation, this, link.outcome.kind)) for link in outcomes),
    }


def _links(by: Any, end: str, **given: Strand) -> QuerySet[Link]:
    tables = (f"{end}__{table}" for table in ("system", "place", "by"))
    return Link.objects.filter(visible_to(by, f"{end}__"), **given).select_related(*tables)


def told_by(by: Any, strand: Strand) -> bool:
    """Whether this person told it: known to them alone where it was told without a name."""
    return strand.by_id == by.pk


def cannot_edit(by: Any, strand: Strand) -> str:
    """Why a person may not put other words in the place of a strand's, in words for them; nothing where they may."""
    own = told_by(by, strand)
    if strand.kind == Strand.Kind.DECISION:
        own = own or strand.decision.owner_id == by.pk
    if strand.kind in OF_ALL:  # these belong to all who make sense together
        own = makes_sense(by, strand.system)
    if not own or strand.kind not in WORDS:
        return "These are not your words to change. Tell what you see differently, and link it to this."
    if strand.kind in DECIDED and not allows(by.grants(), Verb.DECIDE, strand.subject):
        return "You may no longer decide here."
    if strand.kind == Strand.Kind.ACTION and strand.action.ended_at:
        return "It has ended, so it stays as it was. Tell what is different now."
    if strand.kind == Strand.Kind.DECISION and strand.decision.reviews.exists():
        return "It has been looked at again, so it stays as it was decided. Tell what is different now."
    return ""


def makes_sense(by: Any, system: Any) -> bool:
    """Whether a person makes sense of what is told in a learning system: who may tell at any of its places."""
    return allows(by.grants(), Verb.TELL, system.subject) or bool(where_allowed(by, Verb.TELL, system))


def may_share(by: Any, strand: Strand) -> bool:
    """Whether a person chooses who sees a strand: whoever told it."""
    return strand.kind in SHARED and told_by(by, strand)


def levels_of(strand: Strand) -> list[str]:
    """Who can be chosen to see a strand: a team where there is one, and a review no further than its decision.

    What nobody but its teller has seen may stay so; what others have read does not go back to being unread.
    """
    own = [Strand.Visibility.OWN] * (strand.visibility == Strand.Visibility.OWN)
    levels = own + Strand.Visibility.values[1 if strand.place_id else 2 :]
    furthest = strand.review.decision.strand.visibility if strand.kind == Strand.Kind.REVIEW else levels[-1]
    return levels[: levels.index(furthest) + 1]


def doings(by: Any, strand: Strand) -> dict[str, Any]:
    """What stands under a strand's words: its newest version, and what this person may do with them."""
    return {
        "newest": latest(strand),
        "mine": told_by(by, strand),
        "may_edit": not cannot_edit(by, strand),
        "may_share": may_share(by, strand),
    }


def latest(strand: Strand) -> Version:
    """The newest version of a strand's words."""
    return strand.versions.select_related("by").latest("number")


def worded(strand: Strand) -> list[str]:
    """The names of the words that a strand's kind asks for, and of those that are written, in reading order."""
    asked = ASKED[strand.insight.sort] if strand.kind == Strand.Kind.INSIGHT else WORDS[strand.kind]
    written = strand.versions.latest("number").words
    return [name for name in WORDS[strand.kind] if name in asked or written.get(name)]


def open_mine(by: Any, verb: Verb, code: str) -> Strand:
    """The door to changing a strand's words."""
    strand = open_strand(by, verb, code)
    if refusal := cannot_edit(by, strand):
        raise NotAllowed(refusal, strand.system_id)
    return strand


def open_sharing(by: Any, verb: Verb, code: str) -> Strand:
    """The door to choosing who sees a strand."""
    strand = open_strand(by, verb, code)
    if not may_share(by, strand):
        raise NotAllowed("Only whoever told it chooses who sees it.", strand.system_id)
    return strand


open_history = of_kind(WORDS)


def open_version(by: Any, verb: Verb, code: str, number: int) -> Version:
    """The door to one version of a strand."""
    strand = open_history(by, verb, code)
    found = strand.versions.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404
    found.strand = strand
    return found


def open_public(code: str) -> Strand:
    """The door to a strand that the whole world may read, signed in or not.

    Raises:
        Http404: it is not public, or there is none: the world learns no more of one than of the other.
    """
    found = _public().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def public_near(strand: Strand) -> dict[str, list[tuple[str, Strand]]]:
    """The public strands one step away from a public one that have a page for the world, each with how it is joined."""
    sides = near(None, strand)
    return {side: [one for one in some if one[1].kind in WORDS] for side, some in sides.items()}


def _public() -> QuerySet[Strand]:
    return Strand.objects.filter(visible_to(None), kind__in=WORDS).select_related("place", "system", "by")


def words_in(version: Version) -> list[tuple[str, str]]:
    """What people wrote in a version, each text with what the page calls it; what was left empty is left out."""
    labels = WORDS[version.strand.kind]
    return [(label, version.words[name]) for name, label in labels.items() if version.words.get(name)]


@dataclass(frozen=True, slots=True)
class Change:
    """One version beside the one before: for each text that differs, its words with what was added and taken out."""

    version: Version
    texts: tuple[tuple[str, list[Piece]], ...]


def history(strand: Strand, page: Any = 1) -> Page:
    """How a strand's words came to be what they are, newest first, a page at a time. Three queries."""
    shown = Paginator(strand.versions.select_related("by").order_by("-number"), A_HISTORY).get_page(page)
    versions = list(shown.object_list)
    shown.object_list = _changes(strand, versions)
    return shown


def change_of(version: Version) -> Change:
    """What one version changed of the one before it; the first changed nothing."""
    return _changes(version.strand, [version])[0]


def _changes(strand: Strand, versions: list[Version]) -> list[Change]:
    """Each of these versions, newest first, beside the one before it."""
    older = list(strand.versions.filter(number=versions[-1].number - 1))
    earlier = [*versions[1:], *(older or [None])]
    return [_change(strand.kind, before, after) for before, after in zip(earlier, versions, strict=True)]


def _change(kind: str, before: Version | None, after: Version) -> Change:
    texts = [
        (label, changed_words(before.words.get(name, ""), after.words.get(name, "")))
        for name, label in WORDS[kind].items()
        if before and before.words.get(name, "") != after.words.get(name, "")
    ]
    return Change(after, tuple(texts))
