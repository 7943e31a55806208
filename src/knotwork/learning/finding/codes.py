"""Words as they are looked for: by their roots, so that "falls" finds "fall" and "fallen" on either database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knotwork.science.language.alike import SMALL

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = re.compile(r"['’]")
VOWEL = re.compile(r"[aeiouy]")
TWICE = re.compile(r"([bdgmnprt])\1$")
LONGEST = 60
MOST_WORDS = 12
ALSO_LONGER = 4
ABOUT = 160


def root(word: str) -> str:
    """What a word shares with its other forms: `chased`, `chasing` and `chases` all give `chas`.

    A light form of the first steps of Porter's rules (Program 14(3), 1980, steps 1a, 1b and 5a): plurals, -ed, -ing
    and a silent -e. Numbers and words of other scripts stay as they are.
    """
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    word = _singular(word)
    for end in ("ied", "ing", "ed"):
        stem = word.removesuffix(end)
        if stem != word and len(stem) > 2 and VOWEL.search(stem):
            return f"{stem}y" if end == "ied" else TWICE.sub(r"\1", stem).removesuffix("e")
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("sses"):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) or not word.endswith("s") else word[:-1]


def plain(text: str) -> str:
    """A text in small letters without accents or apostrophes."""
    spread = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, plain, in their order."""
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", plain(text))]


def roots(text: str) -> str:
    """A text as the index keeps it: the roots of its words, in their order."""
    return " ".join(root(word) for word in words_of(text))


def kept(title: str, words: Mapping[str, str], place: str) -> dict[str, str]:
    """What the index keeps of a strand: its title, and all that was written of it with where it was. Never by whom."""
    return {"title": roots(title), "text": roots(" ".join([*map(str, words.values()), place]))}


def sought(text: str, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """What somebody looks for: the roots of their words, each once, the first `most`.

    Words that carry no subject (the, after) are left out, unless there is nothing else.
    """
    words = words_of(text)
    telling = [word for word in words if word not in SMALL] or words
    return tuple(dict.fromkeys(root(word) for word in telling))[:most]


def longer_too(one: str) -> bool:
    """Whether words that begin so are meant as well: `deteriorat` finds deterioration, but ward 1 is not ward 12."""
    return len(one) >= ALSO_LONGER and not one.isdigit()


def answers(word: str, wanted: Iterable[str]) -> bool:
    """Whether a word of a text is one of those that were looked for."""
    return any(one == piece or (longer_too(one) and piece.startswith(one)) for one in wanted for piece in _pieces(word))


@lru_cache(maxsize=10_000)
def _pieces(word: str) -> tuple[str, ...]:
    """The roots that a word as it is written gives: `it's` may give two. The same few words stand in most texts."""
    return tuple(roots(word).split())


def beyond(title: str, text: str) -> str:
    """What a text says after its title, where the title is how it begins."""
    return " ".join(text.split()).removeprefix(title.removesuffix("…")).lstrip(".!? ")


def missing(text: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Which of the roots that were looked for a text does not have."""
    words = WORD.findall(text)
    return tuple(one for one in wanted if not any(answers(word, [one]) for word in words))


def marked(text: str, wanted: Iterable[str]) -> SafeString:
    """A text with the words that were looked for marked, as HTML. What people wrote stays text."""
    text, wanted, at, pieces = unicodedata.normalize("NFC", text), tuple(wanted), 0, []
    for match in WORD.finditer(text):
        if answers(match.group(), wanted):
            pieces += [(text[at : match.start()],), (format_html("<mark>{}</mark>", match.group()),)]
            at = match.end()
    return format_html_join("", "{}", [*pieces, (text[at:],)])


def excerpt(text: str, wanted: Iterable[str]) -> str:
    """About 160 letters of a text around the first word that was looked for; nothing where none of them is in it."""
    text, wanted = " ".join(unicodedata.normalize("NFC", text).split()), tuple(wanted)
    first = next((match for match in WORD.finditer(text) if answers(match.group(), wanted)), None)
    if first is None:
        return ""
    begin = 0 if first.start() < ABOUT // 2 else text.rfind(" ", 0, first.start() - ABOUT // 4) + 1
    end = len(text) if len(text) - begin <= ABOUT else max(text.rfind(" ", 0, begin + ABOUT), first.end())
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
