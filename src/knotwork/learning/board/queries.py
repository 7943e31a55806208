"""Reading the board: themes with what is in them, what is not grouped yet, and what may belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.audit.models import Event
from knotwork.learning.board.models import GROUPS, Apart, Theme
from knotwork.learning.finding.queries import Leaves
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Link, Strand
from knotwork.learning.strands.queries import makes_sense, of_kind, seen_by
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system
from knotwork.science.language.alike import Pair, alike

A_COLUMN = 20
THEMES = 12
IN_A_THEME = 8
COMPARED = 150
SUGGESTED = 4
NEWEST_CHANGES = 100
TOLD = [f"insight__{words}" for words in ("happened", "learned", "why", "next")]
ON_THE_BOARD = ("put in", "take out", "merge", "keep apart")
open_theme = of_kind([Strand.Kind.THEME], "theme__went_into__strand")


def open_board(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door to changing a board: for whoever may tell in the learning system, or at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not makes_sense(by, found):
        check(by, verb, found.subject)
    return found


def open_theme_to_change(by: Any, verb: Verb, code: str) -> Strand:
    """The door to changing a theme."""
    found = open_theme(by, Verb.SEE, code)
    if not makes_sense(by, found.system):
        check(by, verb, found.subject)
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """One theme on the board: how many strands are in it, as far as one may see, and the newest of them."""

    theme: Strand
    many: int
    newest: list[Strand] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are in it beyond those that the board shows."""
        return self.many - len(self.newest)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two strands that may belong together, one of them perhaps a theme, and the words that they share."""

    one: Strand
    other: Strand
    words: tuple[str, ...]

    @property
    def theme(self) -> Strand | None:
        """The theme among the two."""
        return next((strand for strand in (self.one, self.other) if strand.kind == Strand.Kind.THEME), None)


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it stands for one person. `stamp` is the number of its newest change."""

    loose: Page
    themes: Page
    columns: list[Column]
    suggestions: list[Suggestion]
    stamp: int


def board(by: Any, system: Any, *, loose: Any = 1, themes: Any = 1) -> Board:
    """What is not grouped yet and what is, newest first, each a page at a time. As many queries for much as for little.

    Suggestions come from the words of the newest that are not grouped, and of the themes on this page.
    """
    stamp = stamp_of(by, system)
    ungrouped = Leaves(_loose(by, system), "", A_COLUMN).get_page(loose)
    shown = Paginator(_themes(by, system), THEMES).get_page(themes)
    columns = _columns(by, list(shown.object_list))
    return Board(ungrouped, shown, columns, _suggestions(by, system, columns), stamp)


def stamp_of(by: Any, system: Any) -> int:
    """The number of the newest change to a board that a person may see; nothing yet is nought. Two queries."""
    return next((event.pk for event in _changes(by, system, 0)), 0)


def changed_since(by: Any, system: Any, stamp: int) -> list[str]:
    """By whom a board was changed after a stamp, by name, as far as one may see what was changed. Two queries."""
    names = [event.by.name for event in _changes(by, system, stamp) if event.by]
    return list(dict.fromkeys(names))


def _changes(by: Any, system: Any, stamp: int) -> list[Event]:
    """Of the newest changes to a board after a stamp, those of which one may see what was changed, the newest first."""
    theme = Q(subject_kind=Strand.Kind.THEME) | Q(verb__in=ON_THE_BOARD)
    found = Event.objects.filter(theme, system=system, pk__gt=stamp).select_related("by").order_by("-pk")
    events = [(event, *_changed(event)) for event in found[:NEWEST_CHANGES]]
    codes = {code for _event, subject, moved in events for code in (subject, *moved)}
    shown = Strand.objects.order_by().filter(visible_to(by), code__in=codes)
    seen = set(shown.values_list("code", flat=True))
    return [event for event, subject, moved in events if subject in seen and (not moved or seen & set(moved))]


def _changed(event: Event) -> tuple[str, list[str]]:
    """What was changed: the theme, or the one of a pair; and what was put in or taken out, or the other of the pair."""
    other = event.after.get("other")
    return event.subject_key, [other] if other else event.after.get("strands", [])


def chosen_in(by: Any, system: Any, codes: Iterable[str]) -> list[Strand]:
    """The strands of a learning system with these codes that a person may see and group. One query."""
    return list(seen_by(by).filter(code__in=list(codes), system=system, kind__in=GROUPS))


def themes_in(by: Any, system: Any, codes: Iterable[str]) -> list[Strand]:
    """The themes of a learning system with these codes that a person may see. One query."""
    return list(seen_by(by).filter(code__in=list(codes), system=system, kind=Strand.Kind.THEME))


def other_themes(by: Any, theme: Strand) -> QuerySet[Strand]:
    """The themes that one could go into."""
    return _themes(by, theme.system).exclude(pk=theme.pk).order_by("title", "pk")


def every_theme(by: Any, system: Any) -> QuerySet[Strand]:
    """All themes of a learning system that have not gone into another, by name."""
    return _themes(by, system).order_by("title", "pk")


def named_so(by: Any, system: Any, name: str) -> bool:
    """Whether a theme of this name stands on the board, whatever the case of its letters."""
    return _themes(by, system).filter(title__iexact=" ".join(name.split())).exists()


def also_in(by: Any, insights: Iterable[Strand], theme: Strand) -> dict[str, str]:
    """Of some insights those that are in another theme too: their titles, each with that theme's. One query."""
    joined = Link.objects.filter(
        visible_to(by, "outcome__"), origin__in=list(insights), relation=Link.Relation.GROUPED_FROM,
        outcome__theme__went_into=None,
    ).exclude(outcome=theme)  # fmt: skip
    return dict(joined.order_by("at", "pk").values_list("origin__title", "outcome__title"))


def inside(by: Any, theme: Strand, *, page: Any = 1) -> Page:
    """What is in a theme, newest first, a page at a time."""
    joined = Link.objects.filter(outcome=theme, relation=Link.Relation.GROUPED_FROM, origin=OuterRef("pk"))
    return Paginator(seen_by(by).filter(Exists(joined)), A_COLUMN).get_page(page)


def _themes(by: Any, system: Any) -> QuerySet[Strand]:
    return seen_by(by).filter(system=system, kind=Strand.Kind.THEME, theme__went_into=None).select_related("theme")


def _loose(by: Any, system: Any) -> QuerySet[Strand]:
    """What is in no theme that still stands by itself."""
    standing = Theme.objects.filter(went_into=None).values("pk")
    joined = Link.objects.filter(origin=OuterRef("pk"), relation=Link.Relation.GROUPED_FROM, outcome__in=standing)
    mine_alone = Strand.Visibility.OWN
    return seen_by(by).filter(~Exists(joined), system=system, kind__in=GROUPS).exclude(visibility=mine_alone)


def _columns(by: Any, themes: Sequence[Strand]) -> list[Column]:
    grouped = Link.objects.filter(
        visible_to(by, "origin__"), outcome__in=[theme.pk for theme in themes], relation=Link.Relation.GROUPED_FROM
    )
    counts = dict(grouped.order_by().values_list("outcome").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("outcome"), order_by=[F("at").desc(), F("pk").desc()])
    newest = defaultdict(list)
    for link in grouped.annotate(row=place).filter(row__lte=IN_A_THEME).select_related("origin__by", "origin__place"):
        newest[link.outcome_id].append(link.origin)
    return [Column(theme, counts.get(theme.pk, 0), newest[theme.pk]) for theme in themes]


def _suggestions(by: Any, system: Any, columns: Sequence[Column]) -> list[Suggestion]:
    """The likest pairs of which one at least is not grouped, less those that somebody keeps apart. Three queries.

    Of what is compared only the words are read; what a line shows, of the few that are suggested.
    """
    loose = list(_loose(by, system).select_related(None).values_list("pk", "title", *TOLD)[:COMPARED])
    mine = [*(key for key, *_words in loose), *(column.theme.pk for column in columns)]
    texts = (*map(_said, loose), *map(_of_theme, columns))
    apart = set(Apart.objects.filter(one__in=mine, other__in=mine).values_list("one", "other"))
    # Pairs that are kept apart, and pairs of themes, are not suggested: with so many more, enough are left.
    most = SUGGESTED + len(apart) + len(columns) * (len(columns) - 1) // 2
    pairs = [(mine[one.first], mine[one.second], one.words) for one in _alike(texts, most) if one.first < len(loose)]
    likest = [pair for pair in pairs if tuple(sorted(pair[:2])) not in apart][:SUGGESTED]
    shown = {column.theme.pk: column.theme for column in columns}
    shown |= _loose(by, system).in_bulk({key for pair in likest for key in pair[:2]} - shown.keys())
    return [Suggestion(shown[one], shown[other], words) for one, other, words in likest if {one, other} <= shown.keys()]


@lru_cache(maxsize=32)
def _alike(texts: tuple[str, ...], most: int) -> tuple[Pair, ...]:
    """Which texts are alike. A board asks the same for everyone at it, until somebody changes it."""
    return alike(texts, most=most)


def _said(told: Sequence[Any]) -> str:
    """What was told, or the title of what has no words of its own."""
    _key, title, *words = told
    return " ".join(word for word in words if word) or title


def _of_theme(column: Column) -> str:
    theme = column.theme.theme
    return " ".join((theme.name, theme.about, *(strand.title for strand in column.newest)))
