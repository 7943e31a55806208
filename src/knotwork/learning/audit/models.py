"""The trail of what was changed: written with each change, in its transaction, and never altered."""

from django.conf import settings
from django.db import models

BEGINNING = "0" * 64


class Event(models.Model):
    """One change: who did what to which thing, when, from which session, and what it was before and after.

    Each event carries the fingerprint of the one before and, over that and its own content, a fingerprint of its
    own, so that one altered or missing later is seen. The database refuses to change or to delete any.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    session = models.CharField(max_length=16, blank=True)
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="+", null=True)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key"]),
            models.Index(fields=["system", "-id"], name="event_newest_in_system"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind} {self.subject_key}"
