"""On PostgreSQL, words that are spelt a little differently are found too, where the database may have pg_trgm."""

from django.db import DatabaseError, migrations, transaction

LAY = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS finding_spelt_alike ON finding_findable "
    "USING gin ((title || ' ' || text) gin_trgm_ops)",
)
WITHOUT = """
  Search will find words only as they are spelt: this database cannot have the extension pg_trgm ({why}).
  To have it, let someone who may do so run CREATE EXTENSION pg_trgm in it, and then run: knotwork index
"""


def lay(_apps, schema_editor) -> None:
    """Make the extension and its index; where that is not allowed, say so and go on without."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            for statement in LAY:
                schema_editor.execute(statement)
    except DatabaseError as error:
        print(WITHOUT.format(why=str(error).strip().splitlines()[0]))


def lift(_apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS finding_spelt_alike")


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_words")]

    operations = [migrations.RunPython(lay, lift)]
