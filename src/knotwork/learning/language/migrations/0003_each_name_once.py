"""Each term knows its learning system, and of terms of one name there the later ones are numbered, as a next version."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

LONGEST_NAME, LONGEST_KEY = 120, 150


def tell_whose(apps, _schema_editor):
    term, strand = apps.get_model("language", "Term"), apps.get_model("strands", "Strand")
    term.objects.update(system=Subquery(strand.objects.filter(pk=OuterRef("pk")).values("system")))


def number_the_later(apps, _schema_editor):
    term = apps.get_model("language", "Term")
    taken = set()
    for one in term.objects.order_by("system", "key", F("agreed_at").asc(nulls_last=True), "pk"):
        if (one.system_id, one.key) in taken:
            rename(apps, one, taken)
        taken.add((one.system_id, one.key))


def rename(apps, one, taken):
    """The first number that no other of its system has, in its own table, as its title and in a version of its own."""
    plain, number = one.name, 2
    while (one.system_id, one.key) in taken:
        mark = f" ({number})"
        one.name, number = f"{plain[: LONGEST_NAME - len(mark)]}{mark}", number + 1
        one.key = " ".join(one.name.split()).casefold()[:LONGEST_KEY]
    one.save(update_fields=["name", "key"])
    one.forms.filter(words=plain).update(words=one.name)
    apps.get_model("strands", "Strand").objects.filter(pk=one.pk).update(title=one.name)
    version = apps.get_model("strands", "Version")
    newest = version.objects.filter(strand=one.pk).order_by("-number").first()
    version.objects.create(
        strand_id=one.pk, number=newest.number + 1, at=timezone.now(), by=None,
        words={**newest.words, "name": one.name},
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("language", "0002_whose_term"),
        ("strands", "0007_reflections_and_terms"),
    ]

    operations = [
        migrations.RunPython(tell_whose, migrations.RunPython.noop),
        migrations.RunPython(number_the_later, migrations.RunPython.noop),
    ]
