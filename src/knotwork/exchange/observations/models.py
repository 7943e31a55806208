"""Files on their way in: received, matched, checked, confirmed, done."""

from django.db import models
from django.urls import reverse

from knotwork.access.policy import Subject
from knotwork.learning.places.codes import new_code


def kept_as(upload: "Upload", _name: str) -> str:
    """Where an upload's file is kept: under its code, never under the name that a stranger chose."""
    return f"observations/{upload.code}"


class Upload(models.Model):
    """One file of observations, and how far it has come. Nothing of it is in the measure before it is done."""

    class State(models.TextChoices):
        MATCHING = "matching", "Waiting for its columns to be matched"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked, waiting for you"
        APPLYING = "applying", "Being brought in"
        DONE = "done", "Done"
        FAILED = "failed", "Could not be read"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    system = models.ForeignKey("systems.LearningSystem", models.CASCADE, related_name="uploads")
    measure = models.ForeignKey("measures.Measure", models.SET_NULL, null=True, related_name="uploads")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="uploads")
    at = models.DateTimeField()
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to=kept_as)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MATCHING)
    mapping = models.JSONField(default=dict, blank=True)
    new_measure = models.JSONField(default=dict, blank=True)
    plan = models.JSONField(default=dict, blank=True)
    progress = models.FloatField(default=0)
    moved_at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The import's page."""
        return reverse("upload", args=[self.code])

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this upload."""
        return self.system.subject
