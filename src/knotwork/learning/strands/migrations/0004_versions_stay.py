"""From now on the database refuses to change or to delete a version, as it does for the trail."""

from django.db import migrations

LAY = {
    "sqlite": [
        """CREATE TRIGGER strands_version_stays BEFORE UPDATE ON strands_version
        BEGIN SELECT RAISE(ABORT, 'A version is never altered.'); END""",
        """CREATE TRIGGER strands_version_is_kept BEFORE DELETE ON strands_version
        BEGIN SELECT RAISE(ABORT, 'A version is never altered.'); END""",
        # INSERT OR REPLACE deletes without asking the trigger above.
        """CREATE TRIGGER strands_version_is_not_replaced BEFORE INSERT ON strands_version
        WHEN EXISTS (SELECT 1 FROM strands_version
                     WHERE id = NEW.id OR (strand_id = NEW.strand_id AND number = NEW.number))
        BEGIN SELECT RAISE(ABORT, 'A version is never altered.'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION strands_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'A version is never altered.' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER strands_version_stays BEFORE UPDATE OR DELETE ON strands_version
        FOR EACH ROW EXECUTE FUNCTION strands_version_refuse()""",
        """CREATE TRIGGER strands_version_is_not_emptied BEFORE TRUNCATE ON strands_version
        FOR EACH STATEMENT EXECUTE FUNCTION strands_version_refuse()""",
    ],
}
LIFT = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS strands_version_stays",
        "DROP TRIGGER IF EXISTS strands_version_is_kept",
        "DROP TRIGGER IF EXISTS strands_version_is_not_replaced",
    ],
    "postgresql": [
        "DROP TRIGGER IF EXISTS strands_version_stays ON strands_version",
        "DROP TRIGGER IF EXISTS strands_version_is_not_emptied ON strands_version",
    ],
}


def lay_guards(_apps, schema_editor) -> None:
    for statement in LAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift_guards(_apps, schema_editor) -> None:
    for statement in LIFT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("strands", "0003_first_versions")]

    operations = [migrations.RunPython(lay_guards, lift_guards)]
