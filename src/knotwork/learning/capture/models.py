"""Openings: links through which anybody can tell; and what was told through them and nobody has looked through yet."""

from django.conf import settings
from django.db import models

from knotwork.access.policy import Subject
from knotwork.learning.insights.models import Insight
from knotwork.learning.places.codes import new_code


class Opening(models.Model):
    """A link for one session, ward or event, which somebody without an account can tell through until a day."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    title = models.CharField(max_length=120)
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="openings")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="an_opening_has_a_title"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("at")), name="an_opening_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject:
        """What a role must cover to keep this opening. Read its place with it."""
        return Subject(system=self.system_id, place=self.place.path if self.place else None)


class Waiting(models.Model):
    """Something that was told through an opening. It is gone from here once somebody took it in or turned it down."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="waiting")
    happened = models.TextField()
    voice = models.CharField(max_length=20, choices=Insight.Voice.choices, blank=True)
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", null=True, blank=True)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(happened=""), name="what_waits_says_what_happened")]

    def __str__(self) -> str:
        return self.happened

    @property
    def subject(self) -> Subject:
        """Where its opening is. Read the opening and its place with it."""
        return self.opening.subject


class Snapshot(models.Model):
    """The photograph that came with what waits. It goes with it: into the insight, or for good."""

    waiting = models.OneToOneField(Waiting, models.CASCADE, primary_key=True, related_name="snapshot")
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"With “{self.waiting}”"
