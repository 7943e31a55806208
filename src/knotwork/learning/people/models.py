"""People, and the roles that they hold in places and in learning systems."""

from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from knotwork.access.policy import Grant, OperatorGrant
from knotwork.access.roles import CHOICES
from knotwork.learning.people.grants import grants_of


class Person(AbstractBaseUser):
    """Somebody with an account. There are no superusers: what a person may do, their roles say."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    demonstrates = models.CharField(max_length=30, choices=CHOICES, null=True, blank=True, unique=True)
    joined_at = models.DateTimeField()

    objects = BaseUserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address_whatever_its_case")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def _grants(self) -> tuple[Grant | OperatorGrant, ...]:
        return grants_of(self)

    def grants(self) -> tuple[Grant | OperatorGrant, ...]:
        """The roles held, each with where. Read once, then remembered for as long as this object lives."""
        return self._grants

    def lend(self, *grants: OperatorGrant) -> None:
        """Let this object do what `grants` allow. Nothing is saved: another copy of the person cannot."""
        self._grants = grants


class HeldRole(models.Model):
    """A role that a person holds, in a place or in a learning system."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=CHOICES)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="held_roles", null=True, blank=True)
    system = models.ForeignKey(
        "systems.LearningSystem", models.CASCADE, related_name="held_roles", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__isnull=False, system__isnull=True)
                | models.Q(place__isnull=True, system__isnull=False),
                name="a_role_is_held_in_one_place_or_one_system",
            ),
            models.UniqueConstraint(fields=["person", "role", "place"], name="a_role_is_held_once_in_a_place"),
            models.UniqueConstraint(fields=["person", "role", "system"], name="a_role_is_held_once_in_a_system"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.where}"

    @property
    def where(self) -> str:
        """The place or the learning system, by name."""
        return str(self.place or self.system)
