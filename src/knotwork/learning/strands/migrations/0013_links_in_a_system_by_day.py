"""What flowed in a learning system in a month is found without reading the network's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strands", "0012_each_link_knows_its_system"),
        ("systems", "0002_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="system",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="systems.learningsystem"
            ),
        ),
        migrations.RemoveIndex(model_name="link", name="link_by_day"),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["system", "at"], name="link_in_system_by_day"),
        ),
    ]
