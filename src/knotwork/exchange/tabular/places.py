"""Which place a row means, whatever its capitals and spaces."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

ALIKE = 0.8


def normalised(name: str) -> str:
    """A name as it is compared: without the spaces around it, with single ones inside, and in one case."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


class Gazetteer:
    """The places that are known already, by name or code."""

    def __init__(self, known: Mapping[str, object]) -> None:
        self.written: dict[str, str] = {}
        self.keys: dict[str, object] = {}
        self.shared: set[str] = set()
        for name, key in known.items():
            plain = normalised(name)
            if plain in self.keys and self.keys[plain] != key:
                self.shared.add(plain)
            self.keys[plain] = key
            self.written.setdefault(plain, name)

    def like(self, name: str) -> str | None:
        """A known name that this one may be a slip of. Never one with other digits: Ward 5 is no slip of Ward 4."""
        plain = normalised(name)
        found = get_close_matches(plain, self.keys, n=3, cutoff=ALIKE)
        return next((self.written[near] for near in found if _digits(near) == _digits(plain)), None)


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)
