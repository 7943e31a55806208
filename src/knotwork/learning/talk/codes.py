"""Words of talk: whom a text mentions, and how thanks are said. No database, no page."""

import re
from collections.abc import Iterable, Sequence

# A mention begins where a word could, so that an address such as ada@example.org mentions nobody.
MENTION = re.compile(r"(?<![\w@.+-])@(?=[^\W\d_])")
LONGEST = 120
SHOWN = 24


def places_of_mentions(text: str) -> list[str]:
    """What follows each @ that begins a mention, as far as the longest name could reach."""
    return [text[found.end() : found.end() + LONGEST] for found in MENTION.finditer(text)]


def named_at_start(text: str, names: Iterable[str]) -> str:
    """The longest of some names with which a text begins, whatever the case of its letters; else nothing.

    A name ends where a word ends: "Ada" is not the beginning of "Adam".
    """
    folded = text.casefold()
    fitting = [name for name in names if folded.startswith(name.casefold()) and _ends(text, len(name))]
    return max(fitting, key=len, default="")


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isalnum() or text[at] == "_")


def renamed(text: str, name: str, instead: str) -> str:
    """A text in which each mention of a name is one of another."""
    for found in reversed(list(MENTION.finditer(text))):
        if named_at_start(text[found.end() :], [name]):
            text = text[: found.end()] + instead + text[found.end() + len(name) :]
    return text


def first_words(text: str) -> str:
    """Enough of what follows an @ for its writer to know which is meant."""
    line = " ".join(text.split())
    words = re.split(r"[.,;:!?()]", line, maxsplit=1)[0].split()[:2]
    return " ".join(words)[:SHOWN]


def thanks_in_words(names: Sequence[str], many: int, *, mine: bool) -> str:
    """Who gives thanks, in one sentence: the first by name, and how many more. No sentence where nobody does.

    `names` are the first of them, `many` is how many there are; `mine` says it to whoever is thanked.
    """
    if not many:
        return ""
    others = many - len(names)
    said = [*names, f"{others} other{'s' if others > 1 else ''}"] if others else list(names)
    who = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    verb = "thanks" if many == 1 else "thank"
    return f"{who} {verb} you for this." if mine else f"{who} {'gives' if many == 1 else 'give'} thanks for this."
