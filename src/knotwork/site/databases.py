"""Which database: SQLite in the data folder, or PostgreSQL where DATABASE_URL names one."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Pages ask many small questions at once: compiling one, or dividing it among cores, costs others more than it saves.
# Its index is read from memory or a solid disk, not from a turning one.
PLANNED = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "mmap_size=0")


class UnknownDatabase(ValueError):
    """DATABASE_URL names a database that Knotwork does not run on."""


def database(url: str | None, data: Path) -> dict[str, Any]:
    """Django's settings for the database at `url`, or for SQLite in the folder `data`.

    Raises:
        UnknownDatabase: the address is not one of postgresql:// or sqlite://.
    """
    parts = urlsplit(url or "")
    if not url or parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)) if parts.path else data / "knotwork.sqlite3")
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise UnknownDatabase(f"DATABASE_URL begins with {parts.scheme}://. Use postgresql://… or sqlite:///file.")


def _sqlite(file: Path) -> dict[str, Any]:
    """SQLite as measured: immediate transactions, write-ahead log, a patient wait, and no memory-mapped I/O."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": " ".join(f"PRAGMA {one};" for one in PRAGMAS),
        },
    }


def _postgresql(parts: Any) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
            "options": PLANNED,
            **dict(parse_qsl(parts.query)),
        },
    }
