"""Bringing observations in from a file: all that can be, or nothing; the same for the page and the command."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import File
from django.db import transaction

from knotwork.access.policy import check as check_access
from knotwork.access.verbs import Verb
from knotwork.exchange.observations.models import Upload
from knotwork.exchange.observations.queries import existing_numbers, known_places
from knotwork.exchange.tabular import Change, Mapping, Plan, Table, check, normalised
from knotwork.learning.audit import actions as audit
from knotwork.learning.measures import actions as measures
from knotwork.learning.measures.models import Measure
from knotwork.learning.places import actions as places
from knotwork.learning.places.models import Place
from knotwork.learning.systems import actions as systems

Progress = Callable[[int, int], None]


class NotAsChecked(ValueError):
    """What would change is no longer what was shown: the numbers were changed in between."""


class NeedsDenominator(ValueError):
    """A chart that divides was given nothing to divide by."""


class CannotBringIn(ValueError):
    """Some rows cannot be brought in, so none were."""

    def __init__(self, message: str, plan: Plan) -> None:
        super().__init__(message)
        self.plan = plan


def look(*, table: Table, mapping: Mapping, system: Any, measure: Measure, on_progress: Progress | None = None) -> Plan:
    """What a file would change in a measure, which need not be saved yet. Writes nothing.

    Raises:
        NeedsDenominator: the measure's chart divides, and no column was named to divide by.
    """
    if measure.needs_denominator and mapping.denominator is None:
        raise NeedsDenominator(
            f"“{measure.name}” is drawn as a {measure.get_chart_display()}: name its denominator too."
        )
    return check(
        table,
        mapping,
        known_places=known_places(system),
        existing=existing_numbers(measure),
        proportion=measure.is_proportion,
        on_progress=on_progress,
    )


@transaction.atomic
def bring_in(
    *,
    table: Table,
    mapping: Mapping,
    source: str,
    system: Any,
    by: Any,
    at: datetime,
    measure: Any = None,
    new_measure: dict[str, Any] | None = None,
    create_places: bool = False,
    agreed: str = "",
    on_progress: Progress | None = None,
) -> tuple[Any, Plan]:
    """Bring a file's observations into a measure, which is defined first where it is new. Everything or nothing.

    `source` is the file's name, for the trail; `agreed` is the fingerprint of what a person was shown and said yes to.

    Raises:
        NotAllowed: `by` may not bring numbers into this learning system.
        CannotBringIn: a row is wrong, or a place is unknown and is not to be made.
        NotAsChecked: it would change something else than what was agreed to.
        NeedsDenominator: the measure's chart divides, and no column was named to divide by.
    """
    check_access(by, Verb.IMPORT, system.subject)
    if measure is None:
        measure = measures.define(system=system, by=by, at=at, **(new_measure or {}))
    measure = Measure.objects.select_for_update().select_related("system").get(pk=measure.pk)
    plan = look(table=table, mapping=mapping, system=system, measure=measure, on_progress=on_progress)
    _refuse(plan, create_places=create_places, agreed=agreed)
    keys = _make_places(plan, system, by, at)
    additions = [(one.place or keys[normalised(one.name)], one.period, one.numerator, one.denominator)
                 for one in plan.additions]  # fmt: skip
    changes, before = [_row(one, one.new) for one in plan.changes], [_row(one, one.old) for one in plan.changes]
    if plan.additions or plan.changes:
        measures.bring_in(
            measure=measure, additions=additions, changes=changes, before=before, source=source, by=by, at=at
        )
    return measure, plan


def _refuse(plan: Plan, *, create_places: bool, agreed: str) -> None:
    if not plan.clean:
        raise CannotBringIn("Some rows cannot be read, so nothing was brought in.", plan)
    if plan.unknown_places and not create_places:
        raise CannotBringIn("Some places are not known here, so nothing was brought in.", plan)
    if agreed and agreed != fingerprint(plan):
        raise NotAsChecked("The numbers were changed since you looked. Look again at what would change.")


def _make_places(plan: Plan, system: Any, by: Any, at: datetime) -> dict[str, int]:
    """The keys of the places that are new to the system, by the name that the file gives them.

    A name that stands at the top of the tree already, from another learning system, is that place: it takes part too.
    """
    names = [place.name for place in plan.unknown_places]
    if not names:
        return {}
    there = list(Place.objects.filter(parent=None, name__in=names))
    missing = [name for name in names if name not in {place.name for place in there}]
    made = places.add(names=missing, system=system, by=by, at=at) if missing else []
    systems.take_part(system=system, places=[*there, *made], by=by, at=at)
    return {normalised(place.name): place.pk for place in [*there, *made]}


def _row(one: Change, pair: tuple[float, float | None]) -> tuple:
    return (one.place, one.period, *pair)


def fingerprint(plan: Plan) -> str:
    """What a plan would do, in one short text: two plans that would do the same have the same one."""
    whole = sha256()
    for one in (*plan.additions, *plan.changes):
        whole.update(repr(one).encode())
    whole.update(repr([place.name for place in plan.unknown_places]).encode())
    return whole.hexdigest()


@transaction.atomic
def receive(*, file: File, name: str, system: Any, by: Any, at: datetime) -> Upload:
    """Take in a file, to be matched and checked. Nothing of it reaches a measure yet.

    Raises:
        NotAllowed: `by` may not bring numbers into this learning system.
    """
    check_access(by, Verb.IMPORT, system.subject)
    upload = Upload(system=system, by=by, at=at, moved_at=at, name=name[:255])
    upload.file.save(name, file, save=False)
    upload.save()
    audit.record(by=by, at=at, verb="receive", kind="upload", key=upload.code)
    return upload


@transaction.atomic
def match(
    *, upload: Upload, mapping: dict[str, Any], measure: Any, new_measure: dict[str, Any], by: Any, at: datetime
) -> Upload:
    """Say which column is which, so that the file can be checked."""
    check_access(by, Verb.IMPORT, upload.system.subject)
    upload.mapping, upload.measure, upload.new_measure = mapping, measure, new_measure
    audit.record(by=by, at=at, verb="match", kind="upload", key=upload.code, after=mapping)
    return _move(upload, Upload.State.CHECKING, at)


@transaction.atomic
def confirm(*, upload: Upload, by: Any, at: datetime) -> bool:
    """Say yes to what would change. False where somebody, or a second click, already has."""
    check_access(by, Verb.IMPORT, upload.system.subject)
    waiting = Upload.objects.filter(pk=upload.pk, state=Upload.State.CHECKED)
    first = bool(waiting.update(state=Upload.State.APPLYING, progress=0, moved_at=at))
    if first:
        audit.record(by=by, at=at, verb="confirm", kind="upload", key=upload.code)
    return first


@transaction.atomic
def rematch(*, upload: Upload, by: Any, at: datetime) -> Upload:
    """Go back to matching the columns."""
    check_access(by, Verb.IMPORT, upload.system.subject)
    audit.record(by=by, at=at, verb="rematch", kind="upload", key=upload.code)
    return _move(upload, Upload.State.MATCHING, at)


def _move(upload: Upload, state: str, at: datetime, **more: Any) -> Upload:
    for name, value in {"state": state, "moved_at": at, "progress": 0, "why": "", **more}.items():
        setattr(upload, name, value)
    upload.save()
    return upload


def finish_check(*, upload: Upload, plan: dict[str, Any], at: datetime) -> Upload:
    """Keep what a check found, for people to look at."""
    return _move(upload, Upload.State.CHECKED, at, plan=plan)


def finish(*, upload: Upload, measure: Any, at: datetime) -> Upload:
    """Mark an upload as done, and let go of its file."""
    upload.file.delete(save=False)
    return _move(upload, Upload.State.DONE, at, measure=measure)


def give_up(*, upload: Upload, why: str, at: datetime) -> Upload:
    """Say why a file could not be brought in."""
    return _move(upload, Upload.State.FAILED, at, why=why)


def advance(*, upload: Upload, share: float, at: datetime) -> None:
    """Say how far a check or an import has come, for the page that waits for it."""
    Upload.objects.filter(pk=upload.pk).update(progress=share, moved_at=at)
