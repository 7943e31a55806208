"""Who may do what, as a page for a governance lead.

python -m knotwork.access.table > docs/security/access-table.md
"""

from knotwork.access.roles import OPERATOR, ROLES, Role
from knotwork.access.verbs import MEANING, WITHOUT_ROLE, Verb


def access_table() -> str:
    """The roles and verbs as Markdown: what each means, and which role may do which."""
    asked = [verb for verb in Verb if verb not in WITHOUT_ROLE]
    head = ["role", *asked]
    rows = [[role.label, *(_word(role, verb) for verb in asked)] for role in _all()]
    meanings = [f"- **{verb}**: {MEANING[verb]}" for verb in Verb]
    roles = [f"- **{role.label}**: {role.meaning}{SECOND * role.second_step}" for role in _all()]
    table = [_line(head), _line(["---"] * len(head)), *map(_line, rows)]
    return "\n".join([TITLE, *meanings, "", *roles, "", *table, "", GIVING, *_giving(), ""])


TITLE = """# Who may do what

Made from `src/knotwork/access` by `python -m knotwork.access.table`; a test holds it true. *yes*: in the place or
learning system where the role is held, and the places below it. *yes, around*: also across the learning systems that
the place takes part in.
"""


GIVING = """## Who may give which role

Whoever may *invite* gives these roles, and takes them back, in the place or learning system where their own role is
held, and the places below it. Nobody gives a role that may do what they may not, nobody changes their own roles, and a
learning system keeps at least one co-ordinator. A role in a place counts in every learning system that the place takes
part in: whoever gives it must be allowed to in each of them.
"""


SECOND = " Signs in with a second step, by the network's policy."


def _word(role: Role, verb: Verb) -> str:
    if verb not in role.within:
        return ""
    return "yes, around" if verb in role.around else "yes"


def _giving() -> list[str]:
    """Which roles each role gives, a line for each that gives any."""
    given = {role.label: [other.label for other in ROLES.values() if other.name in role.gives] for role in _all()}
    return [f"- **{label}** gives: {', '.join(labels)}." for label, labels in given.items() if labels]


def _all() -> list[Role]:
    return [*ROLES.values(), OPERATOR]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(access_table(), end="")
