"""What was told before there was an index is found by its words too."""

from django.db import migrations

from knotwork.learning.finding.codes import kept

A_BATCH = 1_000


def index(apps, _schema_editor) -> None:
    strands, versions = apps.get_model("strands", "Strand"), apps.get_model("strands", "Version")
    findable = apps.get_model("finding", "Findable")
    every = strands.objects.order_by("pk").values_list("pk", "title", "place__name")
    for begin in range(0, every.count(), A_BATCH):
        some = list(every[begin : begin + A_BATCH])
        among = versions.objects.filter(strand__in=[key for key, _title, _place in some]).order_by("number")
        words = dict(among.values_list("strand", "words"))  # of several versions, the newest
        findable.objects.bulk_create(
            findable(strand_id=key, **kept(title, words.get(key, {}), place or "")) for key, title, place in some
        )


class Migration(migrations.Migration):
    dependencies = [("finding", "0002_spelt_alike")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
