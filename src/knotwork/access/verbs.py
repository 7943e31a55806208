"""What can be done in Knotwork, in words that a governance lead can read."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """One thing that a person may be allowed to do."""

    ENTER = "enter"
    USE_OWN = "use own"
    SEE = "see"
    TELL = "tell"
    ANNOTATE = "annotate"
    REBASE = "rebase"
    DECIDE = "decide"
    IMPORT = "import"
    INVITE = "invite"
    GATHER = "gather"
    READ_TRAIL = "audit"
    SET_UP = "set up"


MEANING: dict[Verb, str] = {
    Verb.ENTER: "Open the sign-in page and the help page, signed in or not.",
    Verb.USE_OWN: "See what is new for oneself, and sign out.",
    Verb.SEE: "See a learning system: its purpose, people, measures, charts and the strands shared with it.",
    Verb.TELL: "Tell an insight about a place, and link it to the strands that it builds on.",
    Verb.ANNOTATE: "Add a note to a place's chart.",
    Verb.REBASE: "Begin a new phase on a place's chart, with a reason, and take it back.",
    Verb.DECIDE: "Record a decision, and review it.",
    Verb.IMPORT: "Bring a measure's numbers into a learning system from a file.",
    Verb.INVITE: "Invite people, answer those who ask to join, and give and take back roles.",
    Verb.GATHER: "Make a link through which anybody can tell, and look through what was told before others see it.",
    Verb.READ_TRAIL: "Read who changed what, and when, in a learning system.",
    Verb.SET_UP: "Begin learning systems, add places and give roles: at the command line of the machine alone.",
}

# Verbs that need no role: the first not even an account.
WITHOUT_ROLE = frozenset({Verb.ENTER, Verb.USE_OWN})
