"""Results as pictures that everyone can read: accessible SVG, with the table and the words that go with it."""

from knotwork.pictures.chart import FlagOutsideChart, PeriodsDoNotMatch, chart
from knotwork.pictures.flags import Flag
from knotwork.pictures.key import KeyEntry, legend
from knotwork.pictures.markup import InvalidIdentifier
from knotwork.pictures.small import small, small_range
from knotwork.pictures.table import TableRow, table

__all__ = [
    "Flag",
    "FlagOutsideChart",
    "InvalidIdentifier",
    "KeyEntry",
    "PeriodsDoNotMatch",
    "TableRow",
    "chart",
    "legend",
    "small",
    "small_range",
    "table",
]
