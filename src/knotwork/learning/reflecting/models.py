"""Reflections: answers to the six reflective questions of Healthcare Improvement Scotland's framework."""

from django.db import models


class Reflection(models.Model):
    """What somebody wrote, alone or for those they reflected with. Who, where and when, its strand knows."""

    class Together(models.TextChoices):
        ALONE = "alone", "Me alone"
        TEAM = "team", "My team"
        SESSION = "session", "People at a session"

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="reflection")
    together = models.CharField(max_length=10, choices=Together.choices, default=Together.ALONE)
    occurred = models.TextField(blank=True)
    feelings = models.TextField(blank=True)
    works_well = models.TextField(blank=True)
    works_less = models.TextField(blank=True)
    differently = models.TextField(blank=True)
    found = models.TextField(blank=True)

    @property
    def whose(self) -> str:
        """Who reflected, in words that are true whoever reads them."""
        who = self.strand.teller
        return {self.Together.ALONE: who, self.Together.TEAM: f"{who} and their team"}.get(
            self.Together(self.together), "people at a session"
        )

    def __str__(self) -> str:
        return next((text for text in (self.occurred, self.found, self.feelings, self.works_well) if text), "")
