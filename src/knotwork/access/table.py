"""Who may do what, as a page for a governance lead.

python -m knotwork.access.table > docs/security/access-table.md
"""

from knotwork.access.roles import OPERATOR, ROLES, Role
from knotwork.access.verbs import MEANING, WITHOUT_ROLE, Verb


def access_table() -> str:
    """The roles and verbs as Markdown: what each means, and which role may do which."""
    asked = [verb for verb in Verb if verb not in WITHOUT_ROLE]
    head = ["role", *asked]
    rows = [[role.label, *(_word(role, verb) for verb in asked)] for role in [*ROLES.values(), OPERATOR]]
    meanings = [f"- **{verb}**: {MEANING[verb]}" for verb in Verb]
    roles = [f"- **{role.label}**: {role.meaning}{SECOND * role.second_step}" for role in [*ROLES.values(), OPERATOR]]
    return "\n".join([TITLE, *meanings, "", *roles, "", _line(head), _line(["---"] * len(head)), *map(_line, rows), ""])


TITLE = """# Who may do what

Made from `src/knotwork/access` by `python -m knotwork.access.table`; a test holds it true. *yes*: in the place or
learning system where the role is held, and the places below it. *yes, around*: also across the learning systems that
the place takes part in.
"""


SECOND = " Signs in with a second step, by the network's policy."


def _word(role: Role, verb: Verb) -> str:
    if verb not in role.within:
        return ""
    return "yes, around" if verb in role.around else "yes"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(access_table(), end="")
