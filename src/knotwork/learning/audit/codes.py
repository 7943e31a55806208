"""Fingerprints of the trail: each over what an event says and the fingerprint before, so that they make a chain.

SHA-256 (FIPS 180-4) over UTF-8 text: the fingerprint before, a line's end, and the content as JSON with its names in
order. `docs/adr/0009-a-trail-that-shows-tampering.md` says what this can and cannot show.
"""

import json
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from typing import Any


class NotForTheTrail(ValueError):
    """What was before or after cannot be written so that every database gives it back as it was."""


def content(event: Any) -> str:
    """Everything that an event says, as one text that is the same whichever database it was read from.

    Raises:
        NotForTheTrail: a number in it is infinite or none at all, or a value is of a kind that JSON does not know.
    """
    said = [
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.by_id,
        event.session,
        event.system_id,
        event.verb,
        event.subject_kind,
        event.subject_key,
        _plain(event.before),
        _plain(event.after),
    ]
    try:
        return json.dumps(said, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as cause:
        raise NotForTheTrail(f"{event.verb} {event.subject_kind} {event.subject_key}: {cause}") from cause


def fingerprint(previous: str, said: str) -> str:
    """The fingerprint, 64 hex digits, of an event that says `said` and comes after the one with `previous`."""
    return sha256(f"{previous}\n{said}".encode()).hexdigest()


def mark_of_session(key: str | None) -> str:
    """What stands in the trail for a session: enough to tell sessions apart, and no way back into one."""
    return sha256(f"session {key}".encode()).hexdigest()[:16] if key else ""


def mark_of_words(kind: str, words: str) -> str:
    """A short mark by which a page names words without repeating them: FNV-1a, 32 bits, over their UTF-8 (no secret).

    `site/assets/js/identifiers.js` makes the same one.
    """
    mark = 0x811C9DC5
    for byte in f"{kind} {words}".encode():
        mark = (mark ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{mark:08x}"


def _plain(value: Any) -> Any:
    """The same value with whole numbers as PostgreSQL hands them back: 1e22 as a whole number, from its digits."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return int(Decimal(repr(value))) if isinstance(value, float) and value.is_integer() else value
