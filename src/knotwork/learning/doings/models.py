"""What is done because of a decision, by whom, by when, and how it went."""

from django.db import models
from django.db.models import Q


class Doing(models.Model):
    """One action: it stays open until somebody says that it was done, or that it was stopped, and how it went."""

    class End(models.TextChoices):
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="action")
    decision = models.ForeignKey("strands.Strand", models.PROTECT, related_name="actions")
    what = models.CharField(max_length=500)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="actions")
    due_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    went = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "ended_at", "due_on"], name="open_actions_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="an_action_says_what_is_done"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="", went="")
                | (Q(ended_at__isnull=False) & ~Q(end="") & ~Q(went="")),
                name="an_action_that_ended_says_how_it_went",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what


class Force(models.Model):
    """What helps an action, or stands in its way, as people see it: force-field analysis (Lewin, 1951)."""

    class Way(models.TextChoices):
        HELPS = "helps", "It helps"
        HINDERS = "hinders", "It is in the way"

    class Strength(models.IntegerChoices):
        A_LITTLE = 1, "A little"
        MUCH = 2, "Much"
        VERY_MUCH = 3, "Very much"

    action = models.ForeignKey("strands.Strand", models.CASCADE, related_name="forces")
    way = models.CharField(max_length=10, choices=Way.choices)
    force = models.CharField(max_length=200)
    strength = models.PositiveSmallIntegerField(choices=Strength.choices, default=Strength.MUCH)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-strength", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(force=""), name="a_force_says_what_it_is"),
            models.CheckConstraint(condition=Q(strength__range=(1, 3)), name="a_force_has_one_of_three_strengths"),
            models.CheckConstraint(condition=Q(way="hinders") | Q(answer=""), name="only_what_hinders_is_answered"),
        ]

    def __str__(self) -> str:
        return self.force
