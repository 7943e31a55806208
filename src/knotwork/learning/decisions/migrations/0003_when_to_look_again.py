"""Reviews that said "too early to say" closed their decision for good. Each gets a day to look again: as long again."""

from datetime import timedelta

from django.db import migrations, models
from django.utils.timezone import localtime


def give_a_day(apps, _schema_editor) -> None:
    for review in (
        apps.get_model("decisions", "Review")
        .objects.filter(verdict="too early")
        .select_related("strand", "decision__strand")
    ):
        decided, seen = (localtime(one.at).date() for one in (review.decision.strand, review.strand))
        review.look_again_on = seen + max(review.decision.review_on - decided, timedelta(days=1))
        review.save(update_fields=["look_again_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_options_and_due_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="look_again_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(give_a_day, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("look_again_on__isnull", False), ("verdict", "too early"))
                | models.Q(models.Q(("verdict", "too early"), _negated=True), ("look_again_on__isnull", True)),
                name="what_is_too_early_to_say_is_looked_at_again",
            ),
        ),
    ]
