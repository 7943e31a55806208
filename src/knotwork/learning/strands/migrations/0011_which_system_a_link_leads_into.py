"""A link may say which learning system it leads into."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("strands", "0010_private_versions_may_go"),
        ("systems", "0002_requests"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="system",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="systems.learningsystem",
            ),
        ),
    ]
