"""What each sort of insight asks: few questions, none of which must be answered but the first."""

from typing import NamedTuple


class Prompt(NamedTuple):
    """One question: what it asks, and what helps to answer it."""

    asks: str
    help: str = ""


_NO_NAMES = "Neither patients nor staff by name."
_NEEDED_BY = Prompt("Who might need it?", "A ward, a role, a team like yours.")
_ABOUT = Prompt("Whom does it concern?", "People living with dementia, night staff, those who speak little English.")

PROMPTS: dict[str, dict[str, Prompt]] = {
    "story": {
        "happened": Prompt("What happened?"),
        "learned": Prompt("What did you learn?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
    "observation": {
        "happened": Prompt("What did you see?", "As it was, without judging."),
        "learned": Prompt("What do you make of it?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
    "after_action": {
        "happened": Prompt("What happened?", _NO_NAMES),
        "expected": Prompt("What did we expect?"),
        "why": Prompt("Why was it different?"),
        "next": Prompt("What will we keep, and what will we change?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
    "excellence": {
        "happened": Prompt("What went well?", "Something small will do."),
        "why": Prompt("What made it possible?"),
        "next": Prompt("How could there be more of it?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
    "harm": {
        "happened": Prompt("What happened?", f"{_NO_NAMES} It does not take the place of an incident report."),
        "why": Prompt("What made it possible?", "The work as it is, not who was there."),
        "next": Prompt("What would make it less likely?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
    "evidence": {
        "happened": Prompt("What does it say?", "In a sentence or two of your own."),
        "reference": Prompt("Where was it published?", "Who, when, where; or its DOI or address."),
        "strength": Prompt("How strong is it?"),
        "learned": Prompt("What could it mean here?"),
        "about": _ABOUT,
        "needed_by": _NEEDED_BY,
    },
}
STRENGTHS = (
    "Several studies taken together",
    "One trial with a comparison",
    "One study without a comparison",
    "What experienced people say",
)
