"""The index of words, with the full-text index of each database over it."""

import django.db.models.deletion
from django.db import migrations, models

LAY = {
    "postgresql": [
        # Not to_tsvector, whose parser takes words such as 0e0b apart.
        """ALTER TABLE finding_findable
           ADD COLUMN vector tsvector GENERATED ALWAYS AS
               (array_to_tsvector(string_to_array(btrim(title || ' ' || text), ' '))) STORED,
           ADD COLUMN named tsvector GENERATED ALWAYS AS
               (array_to_tsvector(string_to_array(title, ' '))) STORED""",
        "CREATE INDEX finding_findable_vector ON finding_findable USING gin (vector)",
    ],
    "sqlite": [
        # The roots are kept once, in the table; triggers keep the index over it as the table is.
        """CREATE VIRTUAL TABLE finding_words USING fts5(
           title, text, content='finding_findable', content_rowid='strand_id',
           tokenize="unicode61 remove_diacritics 0")""",
        """CREATE TRIGGER finding_words_come AFTER INSERT ON finding_findable BEGIN
           INSERT INTO finding_words(rowid, title, text) VALUES (new.strand_id, new.title, new.text); END""",
        """CREATE TRIGGER finding_words_go AFTER DELETE ON finding_findable BEGIN
           INSERT INTO finding_words(finding_words, rowid, title, text)
           VALUES ('delete', old.strand_id, old.title, old.text); END""",
        """CREATE TRIGGER finding_words_change AFTER UPDATE ON finding_findable BEGIN
           INSERT INTO finding_words(finding_words, rowid, title, text)
           VALUES ('delete', old.strand_id, old.title, old.text);
           INSERT INTO finding_words(rowid, title, text) VALUES (new.strand_id, new.title, new.text); END""",
    ],
}
LIFT = {
    "postgresql": ["ALTER TABLE finding_findable DROP COLUMN IF EXISTS vector, DROP COLUMN IF EXISTS named"],
    "sqlite": [
        "DROP TRIGGER IF EXISTS finding_words_come",
        "DROP TRIGGER IF EXISTS finding_words_go",
        "DROP TRIGGER IF EXISTS finding_words_change",
        "DROP TABLE IF EXISTS finding_words",
    ],
}


def lay(_apps, schema_editor) -> None:
    for statement in LAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift(_apps, schema_editor) -> None:
    for statement in LIFT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("strands", "0007_reflections_and_terms")]

    operations = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "strand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="findable",
                        serialize=False,
                        to="strands.strand",
                    ),
                ),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(lay, lift),
    ]
