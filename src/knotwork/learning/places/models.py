"""Where care happens: a tree of boards, hospitals, wards, practices and homes."""

from django.db import models

from knotwork.learning.places.codes import new_code


class Place(models.Model):
    """One place in the tree. `path` holds the codes from the root down to itself: `/board/hospital/ward/`."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        HOSPITAL = "hospital", "Hospital"
        WARD = "ward", "Ward"
        CARE_HOME = "care_home", "Care home"
        PRACTICE = "practice", "Practice"
        COMMUNITY = "community", "Community team"
        ORGANISATION = "organisation", "Organisation"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    path = models.CharField(max_length=255, unique=True, editable=False)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            # Two constraints, for SQLite cannot be told that two places without a parent have the same one.
            models.UniqueConstraint(fields=["parent", "name"], name="one_name_below_a_parent"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(parent__isnull=True), name="one_name_at_the_top_of_the_tree"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kinds(self) -> dict[str, str]:
        """What is known of it in words, such as that its setting is rural: by this, places are of one kind."""
        known = self.attributes if isinstance(self.attributes, dict) else {}
        return {name: value for name, value in sorted(known.items()) if isinstance(value, str) and value.strip()}

    @property
    def known(self) -> list[tuple[str, str]]:
        """All that is known of it and can be said in a word or a number, by its name as people write it."""
        known = self.attributes if isinstance(self.attributes, dict) else {}
        said = {name: "yes" if value is True else "no" if value is False else value for name, value in known.items()}
        # By their names, for the two databases keep them in orders of their own.
        return [
            (name.replace("_", " "), str(value).strip())
            for name, value in sorted(said.items())
            if isinstance(value, str | int | float) and str(value).strip()
        ]
