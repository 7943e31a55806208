"""Insights: what people tell of what happened, and what they learned from it."""

from django.db import models


class Insight(models.Model):
    """What happened, what was learned, and who might need it. Who told it, where and when, its strand knows."""

    class Sort(models.TextChoices):
        STORY = "story", "Story"
        OBSERVATION = "observation", "Observation"
        AFTER_ACTION = "after_action", "After-action review"
        EXCELLENCE = "excellence", "Learning from excellence"
        HARM = "harm", "Learning from harm"
        EVIDENCE = "evidence", "Published evidence"

    class Voice(models.TextChoices):
        STAFF = "staff", "Somebody who works here"
        PATIENT = "patient", "A patient or resident"
        FAMILY = "family", "A carer, family or friend"
        OTHER = "other", "Somebody else"

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="insight")
    sort = models.CharField(max_length=20, choices=Sort.choices, default=Sort.STORY)
    voice = models.CharField(max_length=20, choices=Voice.choices, blank=True)
    moderated = models.BooleanField(default=False)
    happened = models.TextField()
    expected = models.TextField(blank=True)
    why = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    next = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    strength = models.TextField(blank=True)
    about = models.TextField(blank=True)
    needed_by = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(happened=""), name="an_insight_says_what_happened"),
            models.CheckConstraint(
                condition=models.Q(sort__in=["story", "observation", "after_action", "excellence", "harm", "evidence"]),
                name="an_insight_is_of_a_known_sort",
            ),
        ]

    def __str__(self) -> str:
        return self.happened
