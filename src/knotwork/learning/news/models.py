"""When somebody wants their digest."""

from django.db import models
from django.db.models import Q

from knotwork.learning.news.codes import EIGHT, MONDAY


class Rhythm(models.Model):
    """How often, on which day and at which hour (of the site's time zone) somebody is written to.

    `next_at` is when the next digest is due, nothing where they want none; `until` is up to when they have been told.
    """

    class Often(models.TextChoices):
        WEEKLY = "weekly", "Once a week"
        DAILY = "daily", "Every day"
        NEVER = "never", "Never"

    class Day(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="rhythm")
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.WEEKLY)
    day = models.PositiveSmallIntegerField(choices=Day.choices, default=MONDAY)
    hour = models.PositiveSmallIntegerField(default=EIGHT)
    next_at = models.DateTimeField(null=True)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="digests_that_are_due")]
        constraints = [
            models.CheckConstraint(condition=Q(day__lte=6), name="a_digest_comes_on_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="a_digest_comes_at_an_hour_of_the_day"),
            models.CheckConstraint(
                condition=Q(often="never", next_at__isnull=True) | (~Q(often="never") & Q(next_at__isnull=False)),
                name="who_wants_no_digest_has_none_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_often_display()}"
