"""Which texts speak of the same, and by which words one can tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W\d_]{3,}")
WORDS_SAID = 4
# Words that join others and carry no subject of their own.
SMALL_WORDS = (
    "about after again all also and any are ask because been before but came can come could day days did does don "
    "easy far few first five for found four from get gets give gives goes going gone good got had half has have her "
    "him his hour hours how into its just keep keeps kept knew know last let like long look looked looking made make "
    "many month months more most much near never new next nobody not nothing now off often once one only other our "
    "out over own past people put puts said same saw say says see seen sees seven she should six some someone "
    "something soon still take taken takes tell ten than that the their them then there these they thing things think "
    "this three time told too took tried try two until use used very want was way week weeks well went were what when "
    "where which while who why will with without work works would year years yes you your"
)
SMALL = frozenset(SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, by their places in the list, how alike they are (0 to 1) and the words that make them so."""

    first: int
    second: int
    likeness: float
    words: tuple[str, ...]


def alike(
    texts: Sequence[str], *, at_least: float = 0.15, first_only: bool = False, most: int | None = None
) -> tuple[Pair, ...]:
    """Which texts may belong together, most alike first, each with at most four words that both use.

    With `first_only`, which of the others may belong to the first of them; with `most`, no more pairs than that.

    Likeness is the cosine of the texts' word weights, (1 + ln tf) (ln((1 + n) / (1 + df)) + 1). It takes
    n × n numbers of memory, so it is for a board of some hundred texts. Raises `ValueError` if `at_least`
    is not above 0 and at most 1.
    """
    if not 0 < at_least <= 1:
        raise ValueError(f"How alike texts must be is a number above 0 and at most 1, not {at_least}")
    words, weights = _weighed(texts)
    sought = slice(0, 1) if first_only else slice(None)
    likeness = np.clip(weights[sought] @ weights.T, 0.0, 1.0).round(9)
    ones, others = np.nonzero(np.triu(likeness >= at_least, 1))
    near = likeness[ones, others]
    # By likeness, and equal ones as they stand: the pairs come in the order of the texts already.
    order = np.argsort(-near, kind="stable")[:most]
    return tuple(
        Pair(int(one), int(other), float(likeness[one, other]), _shared(words, weights[one] * weights[other]))
        for one, other in zip(ones[order], others[order], strict=True)
    )


def _weighed(texts: Sequence[str]) -> tuple[list[str], NDArray[np.float64]]:
    """All words in alphabetical order, and a row of unit length for each text (0 if it has no words)."""
    spoken = [[word for word in WORD.findall(text.casefold()) if word not in SMALL] for text in texts]
    words = sorted({word for text in spoken for word in text})
    column = {word: at for at, word in enumerate(words)}
    counts = np.zeros((len(texts), len(words)))
    for row, text in enumerate(spoken):
        for word in text:
            counts[row, column[word]] += 1
    rarity = np.log((1 + len(texts)) / (1 + np.count_nonzero(counts, axis=0))) + 1
    weights = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0.0) * rarity
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return words, weights / np.where(lengths > 0, lengths, 1.0)


def _shared(words: list[str], given: NDArray[np.float64]) -> tuple[str, ...]:
    """The words that give most to the likeness, the most telling first and equal ones by the alphabet."""
    order = np.argsort(-given.round(9), kind="stable")[:WORDS_SAID]
    return tuple(words[at] for at in order if given[at] > 0)
