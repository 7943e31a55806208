"""The long parts of an import, done in the background: checking a file, and bringing it in."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from knotwork.access.policy import NotAllowed
from knotwork.exchange.observations import actions
from knotwork.exchange.observations.models import Upload
from knotwork.exchange.tabular import Mapping, Plan, Table, UnknownColumn, UnreadableFile, open_table
from knotwork.learning.measures.models import Measure

SHOWN = 100
STEP = 0.05
REFUSALS = (
    UnreadableFile, UnknownColumn, NotAllowed, actions.NeedsDenominator, actions.NotAsChecked, actions.CannotBringIn
)  # fmt: skip


@task()
def check(code: str) -> None:
    """Check a matched file, and keep what it would change."""
    upload = Upload.objects.select_related("system", "measure", "by").get(code=code)
    try:
        plan = actions.look(
            table=_table(upload),
            mapping=mapping_of(upload),
            system=upload.system,
            measure=upload.measure or Measure(**upload.new_measure),
            on_progress=_telling(upload),
        )
    except (UnreadableFile, UnknownColumn, actions.NeedsDenominator) as refused:
        actions.give_up(upload=upload, why=str(refused), at=timezone.now())
        return
    actions.finish_check(upload=upload, plan=shown(plan), at=timezone.now())


@task()
def apply(code: str) -> None:
    """Bring a file in that was checked and agreed to: everything, or nothing and why."""
    upload = Upload.objects.select_related("system", "measure", "by").get(code=code)
    now = timezone.now()
    try:
        measure, _plan = actions.bring_in(
            table=_table(upload),
            mapping=mapping_of(upload),
            source=upload.name,
            system=upload.system,
            measure=upload.measure,
            new_measure=upload.new_measure,
            create_places=True,
            agreed=upload.plan["fingerprint"],
            by=upload.by,
            at=now,
        )
    except REFUSALS as refused:
        actions.give_up(upload=upload, why=str(refused), at=now)
        return
    actions.finish(upload=upload, measure=measure, at=now)


def _telling(upload: Upload) -> Any:
    """Say how far it has come, at most about once in five hundredths of the way."""
    told = [0.0]

    def on_progress(read: int, total: int) -> None:
        share = min(read / total, 1.0) if total else 1.0
        if share - told[0] >= STEP:
            told[0] = share
            actions.advance(upload=upload, share=share, at=timezone.now())

    return on_progress


def _table(upload: Upload) -> Table:
    with upload.file.open("rb") as kept:
        return open_table(kept.read(), upload.name, sheet=upload.mapping.get("sheet") or None)


def mapping_of(upload: Upload) -> Mapping:
    """The columns as they were matched."""
    said = {name: value for name, value in upload.mapping.items() if name != "sheet"}
    return Mapping(**{**said, "where": tuple(tuple(pair) for pair in said["where"])})


def shown(plan: Plan) -> dict[str, Any]:
    """A plan as its page shows it: counts in full, lists as far as somebody would read."""
    return {
        "fingerprint": actions.fingerprint(plan),
        "rows": [plan.rows_read, plan.rows_left_out, plan.rows_used],
        "additions": len(plan.additions),
        "changes": len(plan.changes),
        "unchanged": plan.unchanged,
        "gaps": plan.gaps,
        "notes": list(plan.notes),
        "problem_count": plan.problem_count,
        "problems": [[one.row, one.column, str(one.value), one.why] for one in plan.problems[:SHOWN]],
        "unknown": [[one.name, one.rows, one.first_row, one.did_you_mean] for one in plan.unknown_places],
        "changed": [[one.name, f"{one.period:%Y-%m-%d}", *one.old, *one.new] for one in plan.changes[:SHOWN]],
    }
