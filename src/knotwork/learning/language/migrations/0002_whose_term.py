from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("language", "0001_terms"),
        ("systems", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="term",
            name="system",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="+",
                to="systems.learningsystem",
            ),
        ),
    ]
