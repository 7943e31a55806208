"""Finding terms in a text, and words that many use and nobody defined: no database, no page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knotwork.science.language.alike import SMALL

WORD = re.compile(r"[^\W_]+")
# Other words for a term, and abbreviations, stand in one line with commas or semicolons.
BETWEEN = re.compile(r"[,;\n]")
ABBREVIATION = re.compile(r"(?=[^\W\d_]*[A-Z][^\W\d_]*[A-Z])[A-Z][A-Za-z]{0,3}[A-Z][A-Z0-9]{0,4}|[A-Z]{2,5}[0-9]{0,2}")
SHORTEST = 6
# Words of every day that are long, and need no glossary anywhere.
EVERYDAY_WORDS = (
    "another anybody anyone anything around always beside better between cannot during enough everybody everyone "
    "everything happened however instead itself matter matters moment myself perhaps really reason second somebody "
    "someone something sometimes tomorrow together turned whatever whether yesterday"
)
EVERYDAY = SMALL.union(EVERYDAY_WORDS.split())
IN_TEXTS, BY_PEOPLE = 5, 3


def listed(words: str) -> list[str]:
    """What stands in one line with commas, each once and without what is around it."""
    return list(dict.fromkeys(one for one in (" ".join(part.split()) for part in BETWEEN.split(words)) if one))


def folded(words: str) -> str:
    """Words as they are compared: one space between them, and the case of their letters set aside."""
    return " ".join(words.split()).casefold()


def first_key(words: str) -> str:
    """The first word of a form of a term, by which it is looked for; nothing where there is no word in it."""
    found = WORD.search(words)
    return found.group().casefold() if found else ""


def keys_in(texts: Iterable[str]) -> set[str]:
    """The words of some texts by which terms could be found in them, with and without the s of a plural."""
    found = {word.casefold() for text in texts for word in WORD.findall(text)}
    return found | {_single(word) for word in found}


def _single(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a term is written, and which term that is; an abbreviation is meant only as it is written."""

    words: str
    term: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: as it stands, and the terms that it may be, if any."""

    text: str
    terms: tuple[int, ...] = ()


def pieces(text: str, forms: Iterable[Form]) -> list[Piece]:
    """A text in parts, the first time that each term is said being a part of its own. Together they are the text.

    Whole words alone are found, longer terms before shorter ones; a plural s at the end is forgiven. An
    abbreviation is found only with the letters as large as they are written.
    """
    starting = _by_first_word(forms)
    said, found, done = set[tuple[int, ...]](), [], 0
    for word in WORD.finditer(text):
        if word.start() < done or not starting:
            continue
        end, terms = _longest(text, word.start(), starting)
        if terms and terms not in said:
            said.add(terms)
            found += [Piece(text[done : word.start()]), Piece(text[word.start() : end], terms)]
            done = end
        elif terms:
            found.append(Piece(text[done:end]))
            done = end
    found.append(Piece(text[done:]))
    return _joined(found)


def _by_first_word(forms: Iterable[Form]) -> dict[str, list[Form]]:
    starting: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if key := first_key(form.words):
            starting[key].append(form)
    return starting


def _longest(text: str, start: int, starting: Mapping[str, Sequence[Form]]) -> tuple[int, tuple[int, ...]]:
    """Where the longest form that begins here ends, and the terms that are written so."""
    word = WORD.match(text, start)
    assert word is not None  # noqa: S101 - called where a word begins
    key = word.group().casefold()
    candidates = {id(form): form for name in (key, _single(key)) for form in starting.get(name, ())}.values()
    ends = [(end, form.term) for form in candidates if (end := _end(text, start, form))]
    furthest = max((end for end, _term in ends), default=start)
    return furthest, tuple(dict.fromkeys(term for end, term in ends if end == furthest))


def _end(text: str, start: int, form: Form) -> int:
    """Where a form ends in a text in which it begins at `start`; nothing where it does not."""
    at = start
    for number, word in enumerate(form.words.split()):
        if number:
            begins = len(text) - len(text[at:].lstrip())
            if begins == at:
                return 0
            at = begins
        said = text[at : at + len(word)]
        if said != word and (form.exact or said.casefold() != word.casefold()):
            return 0
        at += len(word)
    if not form.exact and text[at : at + 1] in {"s", "S"} and _no_word(text, at + 1):
        return at + 1
    return at if _no_word(text, at) else 0


def _no_word(text: str, at: int) -> bool:
    """Whether no word goes on here."""
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """The same parts, with those that are no term put together and empty ones left out."""
    joined: list[Piece] = []
    for piece in found:
        if joined and not piece.terms and not joined[-1].terms:
            joined[-1] = Piece(joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined


@dataclass(frozen=True, slots=True)
class Undefined:
    """A word that many use and nobody has defined: as it is mostly written, and in how many texts."""

    word: str
    texts: int


def undefined(
    told: Iterable[tuple[int, str]], known: Iterable[str], elsewhere: Iterable[str] = (), *, most: int = 8
) -> list[Undefined]:
    """Words that stand in at least five texts by at least three people and are no known form of a term.

    `told` has the key of who told it beside each text; `elsewhere` are texts from elsewhere. Abbreviations come first.
    Other words count only if they are long, no small words, and at least three times as usual here as elsewhere: what
    everybody says everywhere needs no glossary.
    """
    here = list(told)
    texts, people, written = _counted(here)
    others, many = _words_of(elsewhere)
    have = {folded(one) for one in known}
    found = [
        (not _is_short(written[word]), -count, word)
        for word, count in texts.items()
        if count >= IN_TEXTS and len(people[word]) >= BY_PEOPLE and word not in have
        and (_is_short(written[word]) or _is_of_here(word, count / len(here), others.get(word, 0), many))
    ]  # fmt: skip
    return [Undefined(written[word], -count) for _long, count, word in sorted(found)[:most]]


def _counted(here: Sequence[tuple[int, str]]) -> tuple[dict[str, int], dict[str, set[int]], dict[str, str]]:
    """In how many texts each word stands, who wrote them, and how it is first written."""
    texts: dict[str, int] = defaultdict(int)
    people: dict[str, set[int]] = defaultdict(set)
    written: dict[str, str] = {}
    for person, text in here:
        for word in dict.fromkeys(WORD.findall(text)):
            key = word.casefold()
            if key not in written or _is_short(word):
                written[key] = word
        for key in {word.casefold() for word in WORD.findall(text)}:
            texts[key] += 1
            people[key].add(person)
    return texts, people, written


def _words_of(texts: Iterable[str]) -> tuple[dict[str, int], int]:
    counts: dict[str, int] = defaultdict(int)
    many = 0
    for text in texts:
        many += 1
        for word in {word.casefold() for word in WORD.findall(text)}:
            counts[word] += 1
    return counts, many


def _is_short(word: str) -> bool:
    return ABBREVIATION.fullmatch(word) is not None


def _is_of_here(word: str, share: float, elsewhere: int, many: int) -> bool:
    usual = elsewhere / many if many else 0.0
    return len(word) >= SHORTEST and word not in EVERYDAY and many > 0 and share >= 3 * usual
