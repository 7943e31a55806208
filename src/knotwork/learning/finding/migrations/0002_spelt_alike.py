"""On PostgreSQL, words that are spelt a little differently are found too, where the database may have pg_trgm."""

from django.db import migrations

from knotwork.learning.finding.actions import forgive

WITHOUT = """
  Search will find words only as they are spelt: this database cannot have the extension pg_trgm ({why}).
  To have it, let someone who may do so run CREATE EXTENSION pg_trgm in it, and then run: knotwork index
"""


def lay(_apps, schema_editor) -> None:
    """Make the extension and its index; where that is not allowed, say so and go on without."""
    if why := forgive(schema_editor.connection.alias):
        print(WITHOUT.format(why=why))


def lift(_apps, schema_editor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS finding_spelt_alike")


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_words")]

    operations = [migrations.RunPython(lay, lift)]
