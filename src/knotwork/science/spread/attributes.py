"""Whether an insight holds in places of one kind and not in another: said only where the answers tell it.

Nothing here is a test of anything. Few places answer, whoever likes to, so that what separates their answers may be
chance: each sentence says how many places it rests on, and nothing is said of fewer than three.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knotwork.science.spread.holds import Answer, Held, listed

# Two places always agree, or differ, in something or other.
FEWEST = 3
# Below this it is said beside it that so few may answer so by chance: a caution in plain words, no test.
FEW = 12
# What takes longer to say is a note about a place, and no kind of place.
LONGEST = 40
# Of more attributes that tell something, those with the most places; each is a sentence that somebody has to read.
MOST_SAID = 2
LEADS = {Answer.SEEN: "seen in", Answer.NOT: "not in", Answer.DEPENDS: "it depends in"}


@dataclass(frozen=True, slots=True)
class Among:
    """The places of one value of an attribute (the rural ones), and how many of them say what."""

    value: str
    counts: Mapping[Answer, int]

    @property
    def places(self) -> int:
        """How many places these are."""
        return sum(self.counts.values())

    @property
    def answer(self) -> Answer | None:
        """What all of them say; nothing where they differ."""
        said = [answer for answer, count in self.counts.items() if count]
        return said[0] if len(said) == 1 else None


@dataclass(frozen=True, slots=True)
class Telling:
    """An attribute by which the answers tell something: in a sentence, and value by value."""

    attribute: str
    sentence: str
    among: tuple[Among, ...]

    @property
    def places(self) -> int:
        """How many places say it."""
        return sum(one.places for one in self.among)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that any of them gives: the columns of its table."""
        return tuple(answer for answer in Answer if any(one.counts[answer] for one in self.among))

    @property
    def rows(self) -> tuple[tuple[str, tuple[tuple[Answer, int], ...]], ...]:
        """The rows of its table: each value, and how many of its places give each of the `answers`."""
        return tuple((one.value, tuple((answer, one.counts[answer]) for answer in self.answers)) for one in self.among)

    @property
    def few(self) -> bool:
        """Whether so few say it that it may well be chance."""
        return self.places < FEW


def telling(held: Sequence[Held]) -> tuple[Telling, ...]:
    """What the places' attributes tell of where an insight holds: at most two, those of the most places first.

    An attribute tells something in two cases. Either the places of two values each agree among themselves and not
    with each other ("seen in 3 rural places; not in 2 urban ones"); or all places with it say that they see it, or all
    that they do not, whatever its value. It needs three places, two values, and a value that two places share.
    """
    names = sorted({name for one in held for name in one.attributes})
    found = [one for name in names if (one := _telling(name, _among(name, held)))]
    return tuple(sorted(found, key=lambda one: -one.places)[:MOST_SAID])


def _among(name: str, held: Iterable[Held]) -> tuple[Among, ...]:
    """The places by their value of one attribute, the most first; letters' case and spaces around them do not count."""
    written: dict[str, str] = {}
    counted: dict[str, dict[Answer, int]] = {}
    for one in held:
        value = " ".join(one.attributes.get(name, "").split())
        if not value or len(value) > LONGEST:
            continue
        key = value.casefold()
        written.setdefault(key, value)
        counted.setdefault(key, dict.fromkeys(Answer, 0))[one.answer] += 1
    among = [Among(written[key], counts) for key, counts in sorted(counted.items())]
    return tuple(sorted(among, key=lambda one: -one.places))


def _telling(name: str, among: tuple[Among, ...]) -> Telling | None:
    places = [one.places for one in among]
    if sum(places) < FEWEST or len(among) < 2 or max(places) < 2:
        return None
    agreed = {one.answer for one in among}
    if agreed in ({Answer.SEEN}, {Answer.NOT}):
        return Telling(name, _sentence(name, among, " alike"), among)
    return Telling(name, _sentence(name, among), among) if len(agreed - {None}) > 1 else None


def _sentence(name: str, among: Sequence[Among], ends: str = "") -> str:
    said, parts = False, []
    for answer, lead in LEADS.items():
        if counted := [_counted(one, said=said or place > 0) for place, one in enumerate(_who(among, answer))]:
            parts.append(f"{lead} {listed(counted)}")
            said = True
    parts += [_divided(one) for one in among if one.answer is None]
    return f"By {name.replace('_', ' ')}: {'; '.join(parts)}{ends}."


def _who(among: Iterable[Among], answer: Answer) -> list[Among]:
    return [one for one in among if one.answer is answer]


def _counted(one: Among, *, said: bool) -> str:
    """So many places of a kind: "3 rural places", and after those "2 urban ones"."""
    noun = f"{'one' if said else 'place'}{'' if one.places == 1 else 's'}"
    # A value of several words ("care of older people") cannot stand before its noun.
    return f"{one.places} {noun} ({one.value})" if " " in one.value else f"{one.places} {one.value} {noun}"


def _divided(one: Among) -> str:
    """How the places of one value differ: "the 3 town ones differ (seen in 2, not in 1)"."""
    counts = [f"{LEADS[answer]} {count}" for answer in Answer if (count := one.counts[answer])]
    return f"the {_counted(one, said=True)} differ ({', '.join(counts)})"
