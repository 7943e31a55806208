"""Responses: what somebody at a place says of an insight."""

from django.db import models


class Response(models.Model):
    """One answer of one person for one place. Who gave it, where and when, its strand knows."""

    class Answer(models.TextChoices):
        SEEN = "seen", "Seen here too"
        NOT = "not", "Not here"
        DEPENDS = "depends", "It depends"

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="response")
    insight = models.ForeignKey("strands.Strand", models.PROTECT, related_name="responses")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="seen") | ~models.Q(because=""), name="who_says_otherwise_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()}: {self.because}" if self.because else self.get_answer_display()
