"""Themes, and pairs of strands of which somebody said that they do not belong together."""

from django.db import models

GROUPS = ("insight", "reflection")  # the kinds of strand that people group


class Theme(models.Model):
    """What several insights have in common. What is in it, links say; one that went into another stays, and says so."""

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="theme")
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    went_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="took_in")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_theme_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(went_into=models.F("strand")), name="a_theme_does_not_go_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Apart(models.Model):
    """Two strands that look alike and do not belong together, the one with the smaller key first."""

    one = models.ForeignKey("strands.Strand", models.CASCADE, related_name="+")
    other = models.ForeignKey("strands.Strand", models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_is_kept_apart_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pairs_have_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"
