"""Learning systems: a group of people learning about one topic, across places."""

from django.db import models

from knotwork.access.policy import Subject


class LearningSystem(models.Model):
    """One learning system, with what its charter settles: its purpose, who, and how it reduces inequality."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True)
    purpose = models.TextField()
    who = models.TextField(blank=True)
    equity = models.TextField(blank=True)
    open_to_requests = models.BooleanField(default=False)
    places = models.ManyToManyField("places.Place", through="Participation", related_name="systems")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this system."""
        return Subject(system=self.pk)


class Participation(models.Model):
    """A place takes part in a learning system, and with it all places below."""

    system = models.ForeignKey(LearningSystem, models.CASCADE, related_name="participations")
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="participations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "place"], name="a_place_takes_part_once")]

    def __str__(self) -> str:
        return f"{self.place} in {self.system}"
