"""What only its teller could ever see goes with them when they leave; every other version stays, as before."""

from django.db import migrations

LAY = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS strands_version_is_kept",
        """CREATE TRIGGER strands_version_is_kept BEFORE DELETE ON strands_version
        WHEN NOT EXISTS (SELECT 1 FROM strands_strand WHERE id = OLD.strand_id AND visibility = 'own')
        BEGIN SELECT RAISE(ABORT, 'A version is never altered.'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION strands_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM strands_strand WHERE id = OLD.strand_id AND visibility = 'own') THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'A version is never altered.' USING ERRCODE = 'restrict_violation';
        END $$""",
    ],
}
# The guards themselves are lifted and laid by the migration that began them; this one lets some deletions through.
LIFT: dict[str, list[str]] = {"sqlite": [], "postgresql": []}
AS_BEFORE = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS strands_version_is_kept",
        """CREATE TRIGGER strands_version_is_kept BEFORE DELETE ON strands_version
        BEGIN SELECT RAISE(ABORT, 'A version is never altered.'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION strands_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'A version is never altered.' USING ERRCODE = 'restrict_violation'; END $$""",
    ],
}


def let_private_ones_go(_apps, schema_editor) -> None:
    for statement in LAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def keep_all(_apps, schema_editor) -> None:
    for statement in AS_BEFORE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("strands", "0009_newest_of_a_kind_and_links_by_day")]

    operations = [migrations.RunPython(let_private_ones_go, keep_all)]
