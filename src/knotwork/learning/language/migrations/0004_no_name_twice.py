from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("language", "0003_each_name_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="term",
            name="system",
            field=models.ForeignKey(
                editable=False, on_delete=models.deletion.PROTECT, related_name="+", to="systems.learningsystem"
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(fields=("system", "key"), name="a_learning_system_defines_a_name_once"),
        ),
    ]
