"""Invitations by link, and requests to join a learning system."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from knotwork.access.policy import Subject
from knotwork.access.roles import CHOICES

OPEN = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """One address is invited to one role, by a link that works once. The address is kept only until it is answered."""

    system = models.ForeignKey("systems.LearningSystem", models.CASCADE, related_name="invitations")
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+", null=True, blank=True)
    role = models.CharField(max_length=30, choices=CHOICES)
    email = models.EmailField(blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_invitation_is_accepted_or_taken_back",
            ),
            models.CheckConstraint(
                condition=(OPEN & ~Q(email="")) | (~OPEN & Q(email="")), name="an_address_is_kept_until_the_answer"
            ),
            models.UniqueConstraint(
                fields=["email", "role", "place"], condition=OPEN, name="an_address_is_invited_once_to_a_place"
            ),
            models.UniqueConstraint(
                fields=["email", "role", "system"],
                condition=OPEN & Q(place__isnull=True),
                name="an_address_is_invited_once_to_a_system",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.place or self.system}"

    @property
    def subject(self) -> Subject:
        """Where the role would be held."""
        return Subject(self.system_id, self.place.path if self.place else None)


class Asking(models.Model):
    """Somebody asks to join a learning system, and what came of it."""

    system = models.ForeignKey("systems.LearningSystem", models.CASCADE, related_name="askings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="askings")
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    given = models.BooleanField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "person"], condition=Q(answered_at__isnull=True), name="one_asks_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, given__isnull=True)
                | Q(answered_at__isnull=False, given__isnull=False),
                name="an_answer_is_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} asks to join {self.system}"
