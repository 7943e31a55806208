"""Reading what people say of strands, and who may say something."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from knotwork.access.policy import Grant, NotAllowed, allows
from knotwork.access.roles import ROLES
from knotwork.access.verbs import Verb
from knotwork.learning.people.models import Person
from knotwork.learning.people.queries import holders_in, roles_that_see
from knotwork.learning.strands.models import Strand
from knotwork.learning.strands.queries import makes_sense, open_strand, seen_by, told_by
from knotwork.learning.systems.queries import seen_by as systems_seen_by
from knotwork.learning.talk.codes import first_words, named_at_start, places_of_mentions, thanks_in_words
from knotwork.learning.talk.models import Comment, Thanks

NEWEST = 3
A_PAGE = 25
NAMED = 2
MOST_MENTIONS = 50
MOST_OFFERED = 8
BEYOND = {Strand.Visibility.NETWORK, Strand.Visibility.PUBLIC}


@dataclass(frozen=True, slots=True)
class Talk:
    """What people say of a strand, as its page shows it: the newest comments, oldest first, and thanks in a sentence.

    `thanked` is whether this person gave thanks; `own` whether they told it, so that they are whom others thank.
    """

    newest: tuple[Comment, ...]
    many: int
    thanks: str
    thanked: bool
    own: bool
    may_comment: bool

    @property
    def more(self) -> int:
        """How many comments the page leaves out."""
        return self.many - len(self.newest)


def talk(by: Any, strand: Strand) -> Talk:
    """What people say of a strand that `by` sees. A few queries, however much is said."""
    said = _said_of(strand)
    newest = tuple(reversed(said.order_by("-at", "-pk")[:NEWEST]))
    own = told_by(by, strand)
    return Talk(
        newest,
        said.count(),
        _thanks(strand, mine=own),
        Thanks.objects.filter(strand=strand, by=by.pk).exists(),
        own,
        may_comment(by, strand),
    )


def _thanks(strand: Strand, *, mine: bool) -> str:
    given = Thanks.objects.filter(strand=strand)
    many = given.count()
    names = given.order_by("at", "pk").values_list("by__name", flat=True)[: NAMED if many > NAMED + 1 else many]
    return thanks_in_words(list(names), many, mine=mine)


def comments_of(strand: Strand, *, page: Any = 1) -> Page:
    """What was said of a strand, oldest first, a page at a time, what was taken back among it. Two queries."""
    return Paginator(_said_of(strand, also_taken_back=True).order_by("at", "pk"), A_PAGE).get_page(page)


def last_page(strand: Strand) -> int:
    """The page on which the newest comment stands. One query."""
    return max(1, -(-_said_of(strand, also_taken_back=True).count() // A_PAGE))


def _said_of(strand: Strand, *, also_taken_back: bool = False) -> QuerySet[Comment]:
    found = strand.comments.select_related("by")
    return found if also_taken_back else found.filter(taken_back_at=None)


def may_comment(by: Any, strand: Strand) -> bool:
    """Whether a person who sees a strand may say something of it.

    Who may tell in its learning system may. Where it is shown to the network, so may whoever may tell anywhere: that
    is how another hospital asks how it was done. What nobody but its teller sees is not talked of.
    """
    if strand.visibility == Strand.Visibility.OWN:
        return False
    tells = any(Verb.TELL in ROLES[grant.role].within for grant in by.grants() if isinstance(grant, Grant))
    return (strand.visibility in BEYOND and tells) or makes_sense(by, strand.system)


def may_take_back(by: Any, comment: Comment) -> bool:
    """Whether a person takes back a comment: whoever wrote it, or looks through what is told there for others."""
    return comment.by_id == by.pk or allows(by.grants(), Verb.GATHER, comment.strand.subject)


def open_talk(by: Any, _verb: Verb, code: str) -> Strand:
    """The door to what is said of a strand: for whoever sees it. A strand that only its teller sees has no talk."""
    found = open_strand(by, Verb.SEE, code)
    if found.visibility == Strand.Visibility.OWN:
        raise NotAllowed("Nobody but you sees this, so nobody can talk with you about it yet.", found.system_id)
    return found


def open_to_say(by: Any, verb: Verb, code: str) -> Strand:
    """The door to saying something of a strand: for whoever sees it and may say something of it."""
    found = open_talk(by, verb, code)
    if not may_comment(by, found):
        raise NotAllowed("You may read this, and not write here.", found.system_id)
    return found


def mentioned(strand: Strand, text: str) -> tuple[list[Person], list[str]]:
    """Whom a text mentions of those who see a strand, and the mentions that fit nobody of them.

    A query or two a mention, for the first fifty.

    Of two people of one name who both see it, both are meant. Who does not see it is as unknown as who is not there.
    """
    people, unknown = {}, []
    for after in places_of_mentions(text)[:MOST_MENTIONS]:
        found = _called(strand, after)
        people |= {person.pk: person for person in found}
        unknown += [] if found else [first_words(after)]
    return list(people.values()), list(dict.fromkeys(unknown))


def _called(strand: Strand, after: str) -> list[Person]:
    """Those people who see a strand and whose name a text begins with: the longest such name."""
    begins = Person.objects.alias(after=Value(after)).filter(after__istartswith=F("name"), is_active=True)
    fitting = [person for person in begins if named_at_start(after, [person.name])]
    seeing = [person for person in fitting if _sees(person, strand)]
    longest = named_at_start(after, [person.name for person in seeing])
    return [person for person in seeing if person.name.casefold() == longest.casefold()]


def _sees(person: Person, strand: Strand) -> bool:
    return seen_by(person).filter(pk=strand.pk).exists()


def taking_part(strand: Strand, *, but: Any) -> list[str]:
    """The names of those who talk here already, and of who told it where that is said: whom one would mention first."""
    told = [] if strand.anonymous or strand.told_through else [strand.by]
    names = [person.name for person in told if person.pk != but.pk and person.is_active]
    others = _said_of(strand).filter(by__is_active=True).exclude(by=but.pk).order_by("-at")
    return _each_once([*names, *others.values_list("by__name", flat=True)[:50]])[:4]


def names_to_mention(by: Any, strand: Strand, begins: str) -> list[str]:
    """The names to offer behind an @ of which a part is written: of people who see the strand and `by` may know of.

    Known are the people of one's own learning systems, and whoever talks here. Before a letter is written, it is those
    who take part already. A few queries, however many people there are.
    """
    begins = " ".join(begins.replace("\0", "").split())
    sees = roles_that_see(strand.visibility, strand.system, strand.place).order_by().filter(person=OuterRef("pk"))
    near = holders_in(systems_seen_by(by)).order_by().filter(person=OuterRef("pk"))
    here = _said_of(strand).order_by().filter(by=OuterRef("pk"))
    found = Person.objects.filter(Exists(sees), Exists(near) | Exists(here), is_active=True).exclude(pk=by.pk)
    if begins:
        found = found.filter(Q(name__istartswith=begins) | Q(name__icontains=f" {begins}"))
    else:
        found = found.filter(name__in=taking_part(strand, but=by))
    return list(found.order_by("name").values_list("name", flat=True).distinct()[:MOST_OFFERED])


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def told_or_joined(by: Any) -> Q:
    """Which comments are said to a person: of what they told, and where they said something themselves."""
    joined = Comment.objects.filter(by=by.pk, taken_back_at=None).values("strand")
    return Q(strand__by=by.pk) | Q(strand__in=joined)
