"""Roles as data: what each is called, what it is for, and what it may do.

A role is held in a place or in a learning system. `within` is what the holder may do in that place and the places below
it, or, for a role in a learning system, anywhere in that system. `around` is what a role held in a place allows across
the learning systems that the place takes part in. `gives` is which roles the holder may give to others there, and take
back: never one that may do what the giver may not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from knotwork.access.verbs import Verb

SEES = frozenset({Verb.SEE})
TELLS = SEES | {Verb.TELL}
TAKES_PART = TELLS | {Verb.ANNOTATE}
KEEPS_NUMBERS = TAKES_PART | {Verb.REBASE, Verb.IMPORT}
DECIDES = TAKES_PART | {Verb.REBASE, Verb.DECIDE}


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its name in the database, its label and meaning for people, and its verbs.

    `second_step`: whoever holds it reaches beyond their own place, and so proves by more than a password who they are.
    """

    name: str
    label: str
    meaning: str
    within: frozenset[Verb]
    around: frozenset[Verb]
    second_step: bool = False
    gives: frozenset[str] = field(default_factory=frozenset)


# A lead fills the team. A co-ordinator fills the system, but for those who watch over it: they come from outside.
TEAM = frozenset({"observer", "member", "lived_experience", "team_lead"})
NURTURE = frozenset({"connector", "guardian", "facilitator"})
EVERYBODY_LED = TEAM | NURTURE | {"coach", "co_ordinator", "analyst", "sponsor"}

ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        Role("observer", "Observer", "Sees, and changes nothing.", SEES, SEES),
        Role("member", "Member", "Takes part: tells, and notes what happened on charts.", TAKES_PART, SEES),
        Role(
            "team_lead",
            "Team lead",
            "Leads a ward, practice or home: takes part, and decides there.",
            DECIDES | {Verb.INVITE, Verb.GATHER},
            SEES,
            gives=TEAM,
        ),
        Role(
            "coach",
            "Coach",
            "Helps teams to improve: takes part and decides with them.",
            DECIDES | {Verb.GATHER},
            SEES,
            True,
        ),
        Role(
            "co_ordinator",
            "Network co-ordinator",
            "Runs a learning system.",
            DECIDES | {Verb.IMPORT, Verb.INVITE, Verb.GATHER},
            SEES,
            True,
            gives=EVERYBODY_LED,
        ),
        Role("analyst", "Analyst", "Looks after the measures and their numbers.", KEEPS_NUMBERS, SEES, True),
        Role("sponsor", "Executive sponsor", "Answers for the work, and decides.", DECIDES, SEES, True),
        Role("lived_experience", "Lived-experience partner", "Tells what care is like, and hears back.", TELLS, SEES),
        Role(
            "governance_lead",
            "Governance lead",
            "Sees that learning leads to decisions.",
            DECIDES | {Verb.READ_TRAIL},
            SEES,
            True,
        ),
        # These nurture the network. What they do needs trust, and no power: beside it people hold what they need.
        Role("connector", "Connector", "Knows who should meet, and brings them together.", SEES, SEES),
        Role(
            "guardian", "Network guardian", "Sees the whole: what the network is, and what it needs next.", SEES, SEES
        ),
        Role("facilitator", "Facilitator", "Sees that everyone has an equal voice.", SEES, SEES),
    )
}
# Nobody holds this one: it is lent to the command line, for as long as one command runs.
OPERATOR = Role("operator", "Operator", "Sets the network up, at the command line.", frozenset(Verb), frozenset(Verb),
                gives=frozenset(ROLES))  # fmt: skip
CHOICES = [(role.name, role.label) for role in ROLES.values()]
