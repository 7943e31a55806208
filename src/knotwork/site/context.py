"""What the frame around every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SECTIONS = {"today", "systems", "measures", "learning", "people"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The section that the page is in, whether this is the demonstration, and what is lent to an administrator."""
    first = request.path.strip("/").split("/")[0]
    section = {"": "today", "strands": "learning", "decide": "learning", "imports": "measures"}.get(first, first)
    if "/measures/" in request.path:
        section = "measures"
    return {
        "frame": {"section": section if section in SECTIONS else ""},
        "demonstration": settings.DEMONSTRATION,
        "lending": getattr(request, "lending", None),
    }
