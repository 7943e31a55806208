"""Each link knows which learning system it leads into: its outcome's."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def tell_whose(apps, _schema_editor):
    link, strand = apps.get_model("strands", "Link"), apps.get_model("strands", "Strand")
    link.objects.update(system=Subquery(strand.objects.filter(pk=OuterRef("outcome")).values("system")))


class Migration(migrations.Migration):
    dependencies = [("strands", "0011_which_system_a_link_leads_into")]

    operations = [migrations.RunPython(tell_whose, migrations.RunPython.noop)]
