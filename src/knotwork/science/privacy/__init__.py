"""Keeping patients private: identifiers in free text, and small numbers of people in tables."""

from .across import hidden_across, shown_across
from .attack import DoesNotAddUp, Range, attack
from .found import Found, Kind, NotOfThisText, Sure, taken_out
from .identifiers import find_identifiers
from .suppression import Shown, rates, suppress
from .tables import TOTAL, Cell, Table, TableNotClear

__all__ = [
    "TOTAL",
    "Cell",
    "DoesNotAddUp",
    "Found",
    "Kind",
    "NotOfThisText",
    "Range",
    "Shown",
    "Sure",
    "Table",
    "TableNotClear",
    "attack",
    "find_identifiers",
    "hidden_across",
    "rates",
    "shown_across",
    "suppress",
    "taken_out",
]
