"""A table that somebody keeps, read and checked before anything of it is believed. Nothing here knows of a database."""

from .check import check
from .dates import NotAPeriod, day_first_of, parse_period
from .mapping import Mapping, UnknownColumn, suggest
from .numbers import NotANumber, parse_number
from .places import normalised
from .plan import Addition, Change, Plan, Problem, UnknownPlace
from .source import open_table
from .table import Table, UnreadableFile

__all__ = [
    "Addition",
    "Change",
    "Mapping",
    "NotANumber",
    "NotAPeriod",
    "Plan",
    "Problem",
    "Table",
    "UnknownColumn",
    "UnknownPlace",
    "UnreadableFile",
    "check",
    "day_first_of",
    "normalised",
    "open_table",
    "parse_number",
    "parse_period",
    "suggest",
]
