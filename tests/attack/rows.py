"""What is in the database, in short: which tables hold something else than before."""

from hashlib import sha256

from django.db import connection

# Whether and where somebody is signed in, how often somebody tried, and what is said to them on the next page, is no
# change of what people keep here.
NOT_KEPT = {"django_session", "accounts_tries", "usersessions_usersession"}


def tables() -> dict[str, str]:
    """A fingerprint of the content of each table."""
    names = sorted(set(connection.introspection.table_names()) - NOT_KEPT)
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found[name] = sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The tables that hold something else now."""
    return {name for name in before | after if before.get(name) != after.get(name)}
