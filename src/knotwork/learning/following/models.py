"""What people follow. It is their own business: nobody else reads it."""

from django.db import models
from django.db.models import Q

WHAT = ("strand", "place", "measure", "whom")


class Follow(models.Model):
    """One person follows one thing: a strand (a theme is one), a place, a measure, or a person (`whom`)."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="follows")
    strand = models.ForeignKey("strands.Strand", models.CASCADE, related_name="+", null=True)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+", null=True)
    measure = models.ForeignKey("measures.Measure", models.CASCADE, related_name="+", null=True)
    whom = models.ForeignKey("people.Person", models.CASCADE, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(strand__isnull=False, place__isnull=True, measure__isnull=True, whom__isnull=True)
                | Q(strand__isnull=True, place__isnull=False, measure__isnull=True, whom__isnull=True)
                | Q(strand__isnull=True, place__isnull=True, measure__isnull=False, whom__isnull=True)
                | Q(strand__isnull=True, place__isnull=True, measure__isnull=True, whom__isnull=False),
                name="one_thing_is_followed_at_a_time",
            ),
            models.UniqueConstraint(fields=["person", "strand"], name="a_strand_is_followed_once"),
            models.UniqueConstraint(fields=["person", "place"], name="a_place_is_followed_once"),
            models.UniqueConstraint(fields=["person", "measure"], name="a_measure_is_followed_once"),
            models.UniqueConstraint(fields=["person", "whom"], name="somebody_is_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.thing}"

    @property
    def thing(self) -> object:
        """What is followed."""
        return self.strand or self.place or self.measure or self.whom
