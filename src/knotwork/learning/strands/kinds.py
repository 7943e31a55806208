"""What each kind of strand is called at its page's address. Names, not imports: the spine knows no other app."""

from django.urls import reverse

PAGES = {"insight": "insight", "decision": "decision", "review": "review", "signal": "reading", "reading": "reading"}


def address(strand) -> str:  # noqa: ANN001 - any object with a kind and a code
    """The address of a strand's own page; a kind that has none is shown by its thread."""
    return reverse(PAGES.get(strand.kind, "thread"), args=[strand.code])
