"""Comments on strands, the people mentioned in them, and thanks."""

from django.db import models
from django.db.models import Q


class Comment(models.Model):
    """What somebody said of a strand. One that was taken back has no words any more, and says who took it back."""

    strand = models.ForeignKey("strands.Strand", models.PROTECT, related_name="comments")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    token = models.UUIDField(unique=True, null=True, editable=False)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["strand", "at"], name="comments_of_a_strand"),
            models.Index(fields=["at"], name="comments_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(taken_back_at__isnull=False), name="a_comment_says_something_or_is_taken_back"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False, text=""),
                name="a_comment_taken_back_has_no_words",
            ),
        ]

    def __str__(self) -> str:
        return self.text or "Taken back"

    @property
    def system_id(self) -> int:
        """The learning system in whose trail it is."""
        return self.strand.system_id


class Mention(models.Model):
    """Somebody whom a comment mentions, so that they hear of it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="a_comment_mentions_somebody_once")]

    def __str__(self) -> str:
        return f"{self.person} in “{self.comment}”"


class Thanks(models.Model):
    """One person's thanks for one strand."""

    strand = models.ForeignKey("strands.Strand", models.CASCADE, related_name="thanks")
    by = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="thanks_by_time")]
        constraints = [models.UniqueConstraint(fields=["strand", "by"], name="one_thanks_a_person_and_strand")]

    def __str__(self) -> str:
        return f"{self.by} for {self.strand}"
