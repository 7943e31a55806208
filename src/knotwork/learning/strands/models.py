"""The spine: everything that a learning system learns or does is a strand, and links join strands into threads."""

from django.db import models
from django.urls import reverse

from knotwork.access.policy import Subject
from knotwork.learning.places.codes import new_code

# The page of each kind, by the name of its address: names, not imports, for the spine knows no app above it.
PAGES = {"insight": "insight", "decision": "decision", "review": "review", "signal": "reading", "reading": "reading"}


class Strand(models.Model):
    """One thing learned or done. Its kind's own table, where there is one, shares its key."""

    class Kind(models.TextChoices):
        SIGNAL = "signal", "Signal"
        READING = "reading", "Reading"
        ANNOTATION = "annotation", "Note"
        INSIGHT = "insight", "Insight"
        DECISION = "decision", "Decision"
        REVIEW = "review", "Review"

    class Visibility(models.TextChoices):
        TEAM = "team", "My team"
        SYSTEM = "system", "This learning system"
        NETWORK = "network", "The whole network"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    token = models.UUIDField(unique=True, null=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="strands")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="strands", null=True, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="strands")
    at = models.DateTimeField()
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.SYSTEM)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["system", "-at"], name="strand_newest_in_system"),
            models.Index(fields=["by", "-at"], name="strand_newest_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="a_strand_has_a_title"),
            models.CheckConstraint(
                condition=~models.Q(visibility="team") | models.Q(place__isnull=False), name="a_team_strand_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the strand's own page; a kind that has none is shown by its thread."""
        return reverse(PAGES.get(self.kind, "thread"), args=[self.code])

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this strand. Read its place with it."""
        return Subject(system=self.system_id, place=self.place.path if self.place else None)


class Link(models.Model):
    """Two strands joined: `outcome` came of `origin`, in the way that `relation` says."""

    class Relation(models.TextChoices):
        PROMPTED_BY = "prompted by", "prompted by"
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        TESTS = "tests", "tests"
        ADAPTED_FROM = "adapted from", "adapted from"
        DECIDED_FROM = "decided from", "decided from"
        CARRIED_OUT_BY = "carried out by", "carried out by"
        ANSWERS = "answers", "answers"

    origin = models.ForeignKey(Strand, models.CASCADE, related_name="outcome_links")
    outcome = models.ForeignKey(Strand, models.CASCADE, related_name="origin_links")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "outcome", "relation"], name="two_strands_are_joined_so_once"),
            models.CheckConstraint(
                condition=~models.Q(origin=models.F("outcome")), name="a_strand_does_not_come_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} ({self.relation} {self.origin})"
