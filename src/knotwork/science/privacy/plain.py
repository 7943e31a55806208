"""Text as a person reads it, whatever characters the keyboard, the telephone or the copied letter put into it."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Plain:
    """The same words in plain characters, with the place of each in the words as written.

    `words` holds ordinary digits, spaces and hyphens; `origins[i]` is the position in the original of `words[i]`.
    """

    words: str
    origins: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where these plain characters stand in the text as written: from, and up to but not including."""
        return self.origins[start], self.origins[end - 1] + 1


def plain(text: str) -> Plain:
    """See a number through full-width digits, odd spaces, odd dashes and characters that cannot be seen.

    One plain character, or none, for each original one: positions are kept.
    """
    kept = [(character, place) for place, written in enumerate(text) if (character := _plain_character(written))]
    return Plain("".join(character for character, _ in kept), tuple(place for _, place in kept))


@lru_cache(maxsize=4096)
def _plain_character(written: str) -> str:
    if written.isascii():
        return written
    category = unicodedata.category(written)
    if category in ("Cf", "Mn"):
        return ""
    if category == "Zs":
        return " "
    if category == "Pd" or written == "\N{MINUS SIGN}":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(written))
    same = unicodedata.normalize("NFKC", written)
    return same if len(same) == 1 else written
