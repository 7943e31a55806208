"""Moments with a time zone in a column of periods: whether their days are in the order in which they were."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from knotwork.science.spc.ordering import moment


def out_of_order(
    column: str | None, rows: Sequence[int], cells: Sequence[object], days: Mapping[object, object]
) -> str:
    """Why these cells cannot be taken as the days that they name, or nothing where they can.

    `days` is the day of each cell. A moment is charted on the day that is written, wherever that was, as long as no
    moment on an earlier day came later; and either all cells have a time zone or none has.
    """
    first_row = dict(zip(reversed(cells), reversed(rows), strict=True))
    zoned = {cell: at for cell in first_row if (at := _zoned(cell)) is not None}
    if not zoned:
        return ""
    unlike = [first_row[cell] for cell in first_row if cell not in zoned]
    if unlike:
        with_one = min(first_row[cell] for cell in zoned)
        return (
            f"Row {min(unlike)}, column {column}: there is no time zone, and row {with_one} has one. "
            "Give all of them one, or none."
        )
    return _against_time(column, sorted(zoned, key=lambda cell: zoned[cell]), first_row, days)


def _against_time(
    column: str | None, cells: list[object], first_row: Mapping[object, int], days: Mapping[object, object]
) -> str:
    for earlier, later in pairwise(cells):
        one, other = days[earlier], days[later]
        if isinstance(one, date) and isinstance(other, date) and one > other:
            return (
                f"Rows {first_row[earlier]} and {first_row[later]}, column {column}: {earlier} was before {later}, "
                "and is a later day. Write all of them in one time zone."
            )
    return ""


def _zoned(cell: object) -> datetime | None:
    if not isinstance(cell, str):
        return None
    found = moment(" ".join(cell.split()).upper().replace(" Z", "Z"))
    return found[0] if found is not None and found[0].tzinfo is not None else None
