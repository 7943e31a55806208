"""Reading the shared language: a learning system's, the network's, and the terms in a text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Max, OuterRef, Q, QuerySet, Subquery, When
from django.urls import reverse

from knotwork.access.policy import check
from knotwork.access.verbs import Verb
from knotwork.learning.language.codes import Form, Undefined, first_key, folded, keys_in, undefined
from knotwork.learning.language.models import LONGEST_KEY, Term, Written
from knotwork.learning.strands.grants import visible_to
from knotwork.learning.strands.models import Strand, Version
from knotwork.learning.strands.queries import makes_sense, of_kind
from knotwork.learning.systems.models import LearningSystem
from knotwork.learning.systems.queries import open_system, where_allowed

A_PAGE = 50
MOST_FORMS = 500
LOOKED_THROUGH = 500
BEYOND = (Strand.Visibility.NETWORK, Strand.Visibility.PUBLIC)
TABLES = ("strand__system", "strand__by", "agreed_by")
open_term = of_kind([Strand.Kind.TERM], "term__agreed_by")


def open_language(by: Any, verb: Verb, system: str) -> LearningSystem:
    """The door to proposing terms: for whoever may tell in a learning system, or at one of its places."""
    found = open_system(by, Verb.SEE, system)
    if not makes_sense(by, found):
        check(by, verb, found.subject)
    return found


def open_to_agree(by: Any, verb: Verb, code: str) -> Strand:
    """The door to agreeing a term: for whoever may decide in its learning system, or at one of its places."""
    found = open_term(by, Verb.SEE, code)
    if not where_allowed(by, verb, found.system):
        check(by, verb, found.subject)
    return found


def terms_of(by: Any, system: Any, *, text: str = "", page: Any = 1) -> Page:
    """The terms of a learning system that a person sees, by the alphabet, a page at a time. Two queries."""
    found = _seen(by).filter(strand__system=system)
    return Paginator(_with(found, text), A_PAGE).get_page(page)


def network_terms(by: Any, *, text: str = "", page: Any = 1) -> Page:
    """The terms of every learning system that a person sees, by the alphabet, a page at a time. Two queries."""
    return Paginator(_with(_seen(by), text), A_PAGE).get_page(page)


def _with(found: QuerySet[Term], text: str) -> QuerySet[Term]:
    text = folded(text.replace("\0", ""))
    fits = Q(key__contains=text) | Q(meaning__icontains=text) | Q(synonyms__icontains=text)
    found = found.filter(fits | Q(abbreviations__icontains=text)) if text else found
    return found.order_by("key", "strand__system__name", "pk")


def _seen(by: Any) -> QuerySet[Term]:
    return Term.objects.filter(visible_to(by, "strand__")).select_related(*TABLES)


def others_of(by: Any, terms: Iterable[Term]) -> dict[int, list[Term]]:
    """By the key of each of some terms: the terms of other systems that are written as it is and mean something else.

    However they are written: a name here may be another word for something, or short for it, elsewhere. One query.
    """
    terms = list(terms)
    forms = {term.pk: term.written() for term in terms}
    keys = {first_key(words) for one in forms.values() for words, _exact in one}
    found = Written.objects.filter(visible_to(by, "term__strand__"), key__in=keys)
    every: dict[str, list[Written]] = defaultdict(list)
    for one in found.select_related("term__strand__system").order_by("term__strand__system__name", "term", "pk"):
        every[folded(one.words)].append(one)
    return {term.pk: _elsewhere(term, forms[term.pk], every) for term in terms}


def _elsewhere(term: Term, forms: Iterable[tuple[str, bool]], every: Mapping[str, list[Written]]) -> list[Term]:
    same = [
        one.term
        for words, exact in forms
        for one in every.get(folded(words), ())
        if one.words == words or not (exact or one.exact)  # an abbreviation is meant only as it is written
    ]
    different = {one.pk: one for one in same if one.system_id != term.system_id}
    return [one for one in different.values() if folded(one.meaning) != folded(term.meaning)]


def newest_numbers(terms: Iterable[Term]) -> dict[int, int]:
    """The number of each term's newest version. One query."""
    strands = [term.pk for term in terms]
    counted = Version.objects.filter(strand__in=strands).order_by().values_list("strand").annotate(Max("number"))
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word means somewhere: the term, in which learning system, its meaning, and where it is read.

    `agreed` is whether somebody has agreed these words as they stand.
    """

    name: str
    meaning: str
    system: str
    address: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms that may stand in some texts, and what each means: to those who read them, here and elsewhere."""

    forms: tuple[Form, ...]
    meanings: Mapping[int, Meaning]


def vocabulary(by: Any, system: Any, texts: Sequence[str]) -> Vocabulary:
    """The terms that may stand in some texts of one learning system, as a person may read them. One query."""
    return vocabularies(by, {system.pk: texts})[system.pk]


def vocabularies(by: Any | None, texts: Mapping[int, Sequence[str]]) -> dict[int, Vocabulary]:
    """The terms that may stand in texts of some learning systems, by the system's key, as a person may read them.

    A word is a term in a text if its system defines it, or another does for the whole network. What other systems mean
    by it is said beside that. One query: its cost grows with the words of the texts, not with the glossaries' size.
    Nobody (`None`) stands for the whole world, and reads what anybody may.
    """
    keys = keys_in(text for some in texts.values() for text in some)
    found = Written.objects.filter(visible_to(by, "term__strand__"), key__in=keys)
    newest = Version.objects.filter(strand=OuterRef("term")).order_by("-number").values("number")[:1]
    found = found.annotate(newest=Subquery(newest)).select_related("term__strand__system")
    # Their own first: where there are more than are looked at, what falls away is elsewhere's.
    own = Case(When(term__system__in=list(texts), then=0), default=1)
    forms = list(found.order_by(own, "term__key", "term", "pk")[:MOST_FORMS])
    address = _public_address if by is None else _address
    return {system: _vocabulary(system, forms, address) for system in texts}


def _vocabulary(system: int, forms: Sequence[Written], address: Callable[[Strand], str]) -> Vocabulary:
    here = [one for one in forms if one.term.system_id == system]
    named = {folded(one.words) for one in forms if one.term.system_id == system or _for_all(one)}
    beside = [one for one in forms if one.term.system_id != system and folded(one.words) in named]
    shown = [*here, *beside]
    return Vocabulary(
        tuple(Form(one.words, one.term_id, one.exact) for one in shown),
        {one.term_id: _meaning(one.term, address, newest=one.newest) for one in shown},
    )


def _for_all(written: Written) -> bool:
    return written.term.strand.visibility in BEYOND


def _meaning(term: Term, address: Callable[[Strand], str], *, newest: int) -> Meaning:
    where = address(term.strand)
    return Meaning(term.name, term.meaning, term.strand.system.name, where, agreed=term.agreed_version == newest)


def _address(strand: Strand) -> str:
    return strand.get_absolute_url()


def _public_address(strand: Strand) -> str:
    return reverse("public", args=[strand.code])


def wanted_in(by: Any, system: Any) -> list[Undefined]:
    """Words that many people of a learning system use and nobody has defined. Three queries, of the newest texts alone.

    Only what the whole learning system may read counts, so that the words of a team do not show.
    """
    known = Written.objects.filter(visible_to(by, "term__strand__"), term__strand__system=system)
    told = [(person, _text(words)) for person, words in _newest(Q(strand__system=system))]
    elsewhere = [_text(words) for _person, words in _newest(visible_to(by, "strand__") & ~Q(strand__system=system))]
    return undefined(told, known.values_list("words", flat=True), elsewhere)


def _newest(which: Q) -> QuerySet[Version]:
    shared = [Strand.Visibility.SYSTEM, *BEYOND]
    first = Version.objects.filter(which, number=1, strand__visibility__in=shared, strand__kind=Strand.Kind.INSIGHT)
    return first.order_by("-pk").values_list("strand__by", "words")[:LOOKED_THROUGH]


def _text(words: Mapping[str, str]) -> str:
    return " ".join(filter(None, words.values()))


def named_in(system: Any, name: str) -> Term | None:
    """The term of a learning system with this name, whoever sees it: so that no name is defined twice."""
    return Term.objects.filter(system=system, key=folded(name)[:LONGEST_KEY]).select_related("strand").first()
