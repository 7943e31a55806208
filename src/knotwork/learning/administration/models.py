"""Administrator sessions: who was lent what the command line may do, why, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Lending(models.Model):
    """For some minutes one person may do everywhere what an operator may. `ended_at` is when that was over."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lendings")
    reason = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_administrator_session_has_a_reason"),
            models.CheckConstraint(condition=Q(until__gt=F("began_at")), name="an_administrator_session_ends"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_administrator_session_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, until {self.until:%Y-%m-%d %H:%M}"
