"""Insights: what people tell of what happened, and what they learned from it."""

from django.db import models


class Insight(models.Model):
    """What happened, what was learned, and who might need it. Who told it, where and when, its strand knows."""

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="insight")
    happened = models.TextField()
    learned = models.TextField(blank=True)
    needed_by = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(happened=""), name="an_insight_says_what_happened")]

    def __str__(self) -> str:
        return self.happened
