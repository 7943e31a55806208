"""Results as pictures that everyone can read: accessible SVG, with the table and the words that go with it."""

from knotwork.pictures.chart import FlagOutsideChart, chart
from knotwork.pictures.flags import Flag
from knotwork.pictures.key import KeyEntry, legend
from knotwork.pictures.knot import knot_mark
from knotwork.pictures.markup import InvalidIdentifier
from knotwork.pictures.periods import PeriodsDoNotMatch
from knotwork.pictures.sheet import NotAPicture, standalone, stylesheet
from knotwork.pictures.small import small, small_range
from knotwork.pictures.table import TableRow, table
from knotwork.pictures.thread import StrandNotInThread, thread
from knotwork.pictures.thread_layout import ThreadLink, ThreadStrand

__all__ = [
    "Flag",
    "FlagOutsideChart",
    "InvalidIdentifier",
    "KeyEntry",
    "NotAPicture",
    "PeriodsDoNotMatch",
    "StrandNotInThread",
    "TableRow",
    "ThreadLink",
    "ThreadStrand",
    "chart",
    "knot_mark",
    "legend",
    "small",
    "small_range",
    "standalone",
    "stylesheet",
    "table",
    "thread",
]
