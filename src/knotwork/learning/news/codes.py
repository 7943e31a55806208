"""When a digest is due, and the signed words that end digests: no database."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core import signing

MONDAY, EIGHT = 0, 8
SALT = "ends digests"
A_DAY = timedelta(days=1)


def next_time(often: str, day: int, hour: int, *, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant after another at which a digest is due; nothing for who wants none.

    `often` is "never", "daily" or "weekly" (on `day`, 0 for Monday), at `hour` o'clock of `zone`. An hour that a clock
    leaves out in spring comes when the clock has gone on; one that it has twice in autumn comes the first time.
    """
    if often == "never":
        return None
    on = after.astimezone(zone).date()
    while True:
        due = datetime.combine(on, time(hour), zone).astimezone(UTC)
        if due > after and (often == "daily" or on.weekday() == day):
            return due
        on += A_DAY


def token_for(key: int) -> str:
    """What a link in a digest says, so that it ends the digests of one person and does nothing else."""
    return signing.dumps(key, salt=SALT)


def key_in(token: str) -> int | None:
    """Whose digests a link ends; nothing for one that this site never gave out."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return key if isinstance(key, int) else None
