"""Reading numbers as people hand them over: lists, arrays, columns of a table; each bad one is named by its place."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .result import Floats

LARGEST = 1e50
"""Numbers beyond this are mistakes: their squares and cubes, which limits are made of, must still be numbers."""


class BadSeries(ValueError):
    """The numbers cannot be charted as they are; the message names the point and says what to do."""


def numbers(values: Any, what: str) -> Floats:
    """The values as floating point numbers, with NaN where one is missing (None, NaN, pandas' NA, a masked entry).

    Raises `BadSeries` for text, dates, infinities, numbers above 1e50 and tables, naming the first such point.
    """
    given = values if isinstance(values, np.ndarray) else _column(values)
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(np.float64), np.nan)
    if given.ndim != 1:
        raise BadSeries(f"The {what} must be one column of numbers, not a table of {given.ndim} dimensions.")
    found = _floats(given) if given.dtype.kind in "iufb" else _one_by_one(given, what)
    _refuse_huge(found, f" of the {what}")
    return found


def _floats(given: np.ndarray[Any, np.dtype[Any]]) -> Floats:
    if given.dtype == np.float64:
        return given
    with np.errstate(over="ignore"):  # what does not fit becomes infinite, and is refused as such
        return given.astype(np.float64, copy=False)


def _refuse_huge(found: Floats, where: str) -> None:
    most, least = found.max(initial=0.0), found.min(initial=0.0)
    if most != most:  # some are missing
        most, least = np.fmax.reduce(found, axis=None, initial=0.0), np.fmin.reduce(found, axis=None, initial=0.0)
    if max(most, -least) <= LARGEST:
        return
    *row, point = np.argwhere(np.abs(found) > LARGEST)[0].tolist()
    why = "infinite" if np.isinf(found[*row, point]) else "too large to chart"
    of = f" of series {row[0] + 1}" if row else where
    raise BadSeries(f"Point {point + 1}{of} is {why}: leave it empty or correct it.")


def table(values: Any, what: str) -> Floats:
    """A table of series by points as floating point numbers, NaN where one is missing; a list of lists will do."""
    if not hasattr(values, "shape") and not hasattr(values, "to_numpy"):
        rows = [numbers(row, f"{what} of series {place}") for place, row in enumerate(_series(values, what), start=1)]
        if len({row.size for row in rows}) > 1:
            raise BadSeries(
                f"The {what} are not a table: every series needs as many points, empty where one is missing."
            )
        values = np.array(rows, dtype=np.float64).reshape(len(rows), rows[0].size if rows else 0)
    given = np.asarray(values.to_numpy() if hasattr(values, "to_numpy") else values)
    if given.ndim != 2:
        raise BadSeries(f"The {what} must be a table of series by points, not {given.ndim}-dimensional.")
    if given.dtype.kind not in "iufb":
        return table([list(row) for row in given.tolist()], what)
    masked = isinstance(values, np.ma.MaskedArray)
    found = np.ma.filled(values.astype(np.float64), np.nan) if masked else _floats(given)
    _refuse_huge(found, "")
    return found


def _series(values: Any, what: str) -> list[Any]:
    """The rows of a table that is no array."""
    if not isinstance(values, str | bytes | dict | set | frozenset):
        try:
            return list(values)
        except TypeError:
            pass
    raise BadSeries(f"The {what} must be a table of series by points, not {type(values).__name__}.")


def _column(values: Any) -> np.ndarray[Any, np.dtype[Any]]:
    if hasattr(values, "to_numpy"):
        return np.asarray(values.to_numpy())
    if isinstance(values, str | bytes | dict | set | frozenset):  # these have no numbers in order
        raise BadSeries(f"Expected a column of numbers, not {type(values).__name__}.")
    try:
        listed = list(values)
    except TypeError:
        raise BadSeries(f"Expected a column of numbers, not {type(values).__name__}.") from None
    try:
        return np.array(listed, dtype=np.float64 if _plain(listed) else object)
    except OverflowError:  # a whole number of hundreds of digits: it is named with its place
        return np.array(listed, dtype=object)
    except (TypeError, ValueError):
        raise BadSeries("Expected one column of numbers, each point a single number.") from None


def _plain(listed: list[Any]) -> bool:
    return {type(value) for value in listed} <= {int, float, bool, type(None), np.float64, np.int64}


def _one_by_one(given: np.ndarray[Any, np.dtype[Any]], what: str) -> Floats:
    return np.array([_number(value, place, what) for place, value in enumerate(given.tolist(), start=1)], dtype=float)


def _number(value: Any, place: int, what: str) -> float:
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return math.nan
    if not isinstance(value, str | bytes | complex):
        try:
            return float(value)
        except OverflowError:
            return math.inf
        except (TypeError, ValueError):
            pass
    raise BadSeries(f"Point {place} of the {what} is {value!r}, which is not a number: correct it or leave it empty.")
