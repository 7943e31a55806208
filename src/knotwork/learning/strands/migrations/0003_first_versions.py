"""What was told before there were versions gets its first one."""

from django.db import migrations

WORDS = {
    "insight": ("insights", "Insight", ("happened", "learned", "needed_by")),
    "decision": ("decisions", "Decision", ("question", "choice", "reasons", "dissent")),
    "review": ("decisions", "Review", ("seen",)),
}


def first_versions(apps, _schema_editor) -> None:
    version = apps.get_model("strands", "Version")
    strands = apps.get_model("strands", "Strand").objects.filter(versions=None)
    for kind, (app, model, fields) in WORDS.items():
        rows = apps.get_model(app, model).objects.filter(strand__in=strands, strand__kind=kind).select_related("strand")
        version.objects.bulk_create(
            (_first(version, row.strand, {name: getattr(row, name) for name in fields}) for row in rows.iterator()),
            batch_size=500,
        )
    notes = strands.filter(kind="annotation")
    version.objects.bulk_create(
        (_first(version, note, {"title": note.title}) for note in notes.iterator()), batch_size=500
    )


def _first(version, strand, words):
    return version(strand_id=strand.pk, number=1, at=strand.at, by_id=strand.by_id, words=words)


class Migration(migrations.Migration):
    dependencies = [
        ("strands", "0002_versions_and_names"),
        ("insights", "0001_initial"),
        ("decisions", "0001_initial"),
    ]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
