"""The index of words."""

from django.db import models


class Findable(models.Model):
    """The roots of the words of one strand, as they stand now. Each database keeps its own full-text index over it.

    Nobody reads this table but to look for strands, and never without what limits them to those one may see.
    """

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="findable")
    title = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.title
