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
