"""By which day something can be done; and a force field in words: what helps, and what is in the way."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

LONGEST = timedelta(days=3653)
TOO_FAR = "Choose a day within the next ten years"


def not_done_by(due_on: date, *, today: date) -> str:
    """Why something that is begun or decided today cannot be done by a day, in words; nothing where it can."""
    if due_on < today:
        return "This day is past. Choose today or a later day"
    return TOO_FAR if due_on > today + LONGEST else ""


class Weighed(Protocol):
    """One force: which way it works, how strongly (1 to 3), what it is, and what is done about it."""

    way: str
    strength: int
    force: str
    answer: str


def in_words(forces: Sequence[Weighed]) -> str:
    """The field in a sentence or two; it counts what people said, and does not sum what cannot be summed."""
    helps, hinders = ([one for one in forces if one.way == way] for way in ("helps", "hinders"))
    if not forces:
        return "Nobody has written down what helps this, or what is in its way."
    if not hinders:
        return f"{_things(helps)} this along. Nobody has said what is in its way."
    first = max(hinders, key=lambda one: one.strength)
    done = f"What we do about it: {first.answer}" if first.answer else "Nobody has said what we do about that."
    begins = f"{_things(helps)} this along" if helps else "Nothing is known that helps this along"
    return f"{begins}, and {_many(hinders)} in the way. Most in the way: {_ended(first.force)} {_ended(done)}"


def _things(helps: Sequence[Weighed]) -> str:
    return "One thing helps" if len(helps) == 1 else f"{len(helps)} things help"


def _many(hinders: Sequence[Weighed]) -> str:
    return "one is" if len(hinders) == 1 else f"{len(hinders)} are"


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
