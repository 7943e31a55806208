"""A large network in plain numbers: who tells what, where and when, and what came of what.

Made for measuring, not for reading: its sizes are what is asked of it, its shape is that of real networks. A few
learning systems are large and most are small; a few people tell much and most tell little; most of what is linked is
near in time, and in the same system.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("insight", "response", "reading", "decision", "review", "action", "theme")
SHARES = (0.55, 0.18, 0.10, 0.06, 0.04, 0.05, 0.02)
VISIBILITIES = ("system", "team", "network", "public")
SEEN = (0.80, 0.14, 0.05, 0.01)
DAYS = 1500
NEAR = 60
_TEXT = (
    "bell night round falls ward bed chair alarm footwear lighting handover huddle board visit family carer pain "
    "toilet rail dementia medicine pharmacist score escalation oxygen sepsis nurse porter physio discharge home "
    "practice phone call lift rota break tea glasses hearing slippers mat sensor lamp whiteboard checklist sticker"
)
_WORDS = _TEXT.split()
_RARE = 5_000

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A network as arrays of numbers, each counted from nothing.

    `place_board`: each place's board. `place_system`, `board_system`: the systems each board takes part in, a row a
    board. `person_place`: where each person holds a role. `strand_*`: an entry a strand, oldest first; `strand_kind`
    and `strand_visibility` are positions in `KINDS` and `VISIBILITIES`, `strand_day` days from the beginning. `links`:
    rows (origin, outcome), each once, the origin always the older.
    """

    board_systems: Keys
    place_board: Keys
    person_place: Keys
    strand_system: Keys
    strand_place: Keys
    strand_by: Keys
    strand_kind: Keys
    strand_visibility: Keys
    strand_day: Keys
    links: Keys


def crowd(
    rng: np.random.Generator, *, people: int, strands: int, links: int, systems: int = 40, boards: int = 50
) -> Crowd:
    """Draw a network. Each board takes part in three systems, has forty places, and each person works in one place.

    Raises:
        ValueError: there is nothing to draw from, or more links are asked for than near strands can have.
    """
    if min(people, strands, boards) < 1 or systems < 3:
        raise ValueError("Ask for somebody, a strand, a board and three systems at the least.")
    if links > strands * NEAR // 4:
        raise ValueError(f"Ask for at most {NEAR // 4} links to a strand.")
    weight = 1 / np.arange(1, systems + 1) ** 0.7
    share = weight / weight.sum()
    board_systems = np.array([rng.choice(systems, 3, replace=False, p=share) for _ in range(boards)])
    place_board = np.repeat(np.arange(boards), 40)
    person_place = rng.integers(0, len(place_board), people)
    by = np.minimum((rng.pareto(1.2, strands) * people / 60).astype(np.int64), people - 1)
    place = person_place[by]
    system = board_systems[place_board[place], rng.integers(0, 3, strands)]
    return Crowd(
        board_systems, place_board, person_place, system, place, by,
        rng.choice(len(KINDS), strands, p=SHARES), rng.choice(len(VISIBILITIES), strands, p=SEEN),
        np.sort(rng.integers(0, DAYS, strands)), _links(rng, system, links),
    )  # fmt: skip


def _links(rng: np.random.Generator, system: Keys, wanted: int) -> Keys:
    """Rows (origin, outcome) in one system, at most `NEAR` strands of that system apart."""
    order = np.argsort(system, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    first = np.searchsorted(system[order], system)
    found = np.empty((0, 2), dtype=np.int64)
    for _ in range(100):
        outcome = rng.integers(0, len(system), 2 * wanted)
        back = rank[outcome] - 1 - np.minimum(rng.geometric(0.08, len(outcome)) - 1, NEAR - 1)
        near = back >= first[outcome]
        more = np.column_stack([order[back[near]], outcome[near]])
        found = np.unique(np.vstack([found, more]), axis=0)
        if len(found) >= wanted:
            return found[np.sort(rng.choice(len(found), wanted, replace=False))]
    raise ValueError("There are too few strands to each system for so many links.")


def sentence(rng: np.random.Generator, words: int = 24) -> str:
    """Some words of a story: mostly those that everybody uses, now and then one that few do."""
    common = rng.choice(len(_WORDS), words)
    rare = rng.random(words) < 0.08
    chosen = [f"word{rng.integers(_RARE)}" if odd else _WORDS[at] for at, odd in zip(common, rare, strict=True)]
    return " ".join(chosen).capitalize() + "."
