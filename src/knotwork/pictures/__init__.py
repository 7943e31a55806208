"""Results as pictures that everyone can read: accessible SVG, with the table and the words that go with it."""

from knotwork.pictures.answers import NoSuchAnswer, answer_marks
from knotwork.pictures.chart import FlagOutsideChart, chart
from knotwork.pictures.flags import Flag
from knotwork.pictures.funnel import funnel_plot
from knotwork.pictures.funnel_places import FunnelRow, NamesDoNotMatch, funnel_table
from knotwork.pictures.grid import Cell, NoColumns, grid
from knotwork.pictures.icons import UnknownIcon, assurance_icon, variation_icon
from knotwork.pictures.key import KeyEntry, legend
from knotwork.pictures.knot import knot_mark
from knotwork.pictures.knot_flows import Flow, Loop, NotFourLoops, knot_flows
from knotwork.pictures.markup import InvalidIdentifier
from knotwork.pictures.periods import PeriodsDoNotMatch
from knotwork.pictures.proposed import ProposalOutsideChart
from knotwork.pictures.sheet import NotAPicture, on_white, standalone, stylesheet
from knotwork.pictures.small import small, small_range
from knotwork.pictures.sparkline import sparkline
from knotwork.pictures.table import TableRow, table
from knotwork.pictures.thread import StrandNotInThread, thread
from knotwork.pictures.thread_layout import ThreadLink, ThreadStrand

__all__ = [
    "Cell",
    "Flag",
    "FlagOutsideChart",
    "Flow",
    "FunnelRow",
    "InvalidIdentifier",
    "KeyEntry",
    "Loop",
    "NamesDoNotMatch",
    "NoColumns",
    "NoSuchAnswer",
    "NotAPicture",
    "NotFourLoops",
    "PeriodsDoNotMatch",
    "ProposalOutsideChart",
    "StrandNotInThread",
    "TableRow",
    "ThreadLink",
    "ThreadStrand",
    "UnknownIcon",
    "answer_marks",
    "assurance_icon",
    "chart",
    "funnel_plot",
    "funnel_table",
    "grid",
    "knot_flows",
    "knot_mark",
    "legend",
    "on_white",
    "small",
    "small_range",
    "sparkline",
    "standalone",
    "stylesheet",
    "table",
    "thread",
    "variation_icon",
]
