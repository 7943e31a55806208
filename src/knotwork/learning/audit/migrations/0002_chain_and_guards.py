"""The trail becomes a chain of fingerprints, and the database refuses to change or to delete what is in it."""

import django.db.models.deletion
from django.db import migrations, models

from knotwork.learning.audit.codes import content, fingerprint
from knotwork.learning.audit.models import BEGINNING

LAY = {
    "sqlite": [
        """CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'The trail is never altered.'); END""",
        """CREATE TRIGGER audit_event_is_kept BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, 'The trail is never altered.'); END""",
        # INSERT OR REPLACE deletes without asking the trigger above.
        """CREATE TRIGGER audit_event_is_not_replaced BEFORE INSERT ON audit_event
        WHEN EXISTS (SELECT 1 FROM audit_event
                     WHERE id = NEW.id OR digest = NEW.digest OR previous = NEW.previous)
        BEGIN SELECT RAISE(ABORT, 'The trail is never altered.'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'The trail is never altered.' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()""",
        """CREATE TRIGGER audit_event_is_not_emptied BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()""",
    ],
}
LIFT = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS audit_event_stays",
        "DROP TRIGGER IF EXISTS audit_event_is_kept",
        "DROP TRIGGER IF EXISTS audit_event_is_not_replaced",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS audit_event_stays ON audit_event",
        "DROP TRIGGER IF EXISTS audit_event_is_not_emptied ON audit_event",
    ],
}


def lay_guards(_apps, schema_editor) -> None:
    for statement in LAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift_guards(_apps, schema_editor) -> None:
    for statement in LIFT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def join_up(apps, _schema_editor) -> None:
    """Events of before are joined into the chain as they stand now."""
    event_table = apps.get_model("audit", "Event")
    previous = BEGINNING
    for event in event_table.objects.order_by("pk").iterator(chunk_size=2000):
        event.previous, event.digest = previous, fingerprint(previous, content(event))
        event.save(update_fields=["previous", "digest"])
        previous = event.digest


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("systems", "0001_initial")]

    operations = [
        migrations.AddField(
            "event", "session", models.CharField(blank=True, default="", max_length=16), preserve_default=False
        ),
        migrations.AddField(
            "event",
            "system",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="systems.learningsystem"
            ),
        ),
        migrations.AddField("event", "previous", models.CharField(max_length=64, null=True)),
        migrations.AddField("event", "digest", models.CharField(max_length=64, null=True)),
        migrations.RunPython(join_up, migrations.RunPython.noop),
        migrations.AlterField("event", "previous", models.CharField(max_length=64, unique=True)),
        migrations.AlterField("event", "digest", models.CharField(max_length=64, unique=True)),
        migrations.AddIndex("event", models.Index(fields=["system", "-id"], name="event_newest_in_system")),
        migrations.RunPython(lay_guards, lift_guards),
    ]
