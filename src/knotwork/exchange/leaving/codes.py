"""A person's copy as files: a page to read, and tables for a computer."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from django.core.serializers.json import DjangoJSONEncoder

from knotwork.exchange.tabular.written import csv_of


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of thing that belongs to a person: the name of its file, what it is, and its rows under a heading."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: list[tuple[object, ...]]


def packed(tables: Iterable[Table], page: str, files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """A ZIP archive, made in memory: `page` as read-me.html, each table as CSV, all of them as one JSON file.

    `files` come with it as they are, by their names.
    """
    tables, made = list(tables), BytesIO()
    every = {one.name: [dict(zip(one.head, row, strict=True)) for row in one.rows] for one in tables}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me.html", page)
        archive.writestr("everything.json", json.dumps(every, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
        for one in tables:
            archive.writestr(f"{one.name}.csv", f"\ufeff{csv_of([one.head, *one.rows])}")
        for name, data in files:
            archive.writestr(f"photographs-and-files/{name}", data, zipfile.ZIP_STORED)
    return made.getvalue()
