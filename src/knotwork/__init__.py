"""Knotwork: a learning system for health and care."""

import sys
from typing import Any

SHOWN = (
    ("knotwork.science.spc.result", "Analysis"),
    ("knotwork.science.spc.funnels.funnel", "Funnel"),
    ("knotwork.science.spc.screening.screen", "Screen"),
)
"""What shows itself in a notebook, by name: the science knows no pictures, and neither is loaded before it is used."""


def show_in_notebook(shell: Any) -> None:
    """Let results be drawn in this notebook when they are the last line of a cell."""
    formatter = shell.display_formatter.formatters["text/html"]
    for module, name in SHOWN:
        formatter.for_type_by_name(module, name, _drawn)


def _drawn(result: Any) -> str:
    from knotwork.pictures.notebook import show

    return show(result)._repr_html_()


def _notebook() -> Any:
    """The notebook in which this is imported, or None: nothing is loaded to find out."""
    found = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = found() if found is not None else None
    return shell if getattr(shell, "display_formatter", None) is not None else None


if (_shell := _notebook()) is not None:
    show_in_notebook(_shell)
