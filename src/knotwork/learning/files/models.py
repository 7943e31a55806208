"""Photographs and files beside a strand's words. What is in them has a table of its own, read for one at a time."""

from django.db import models

from knotwork.learning.files.codes import PHOTOGRAPH, SORTS, in_words, name_of
from knotwork.learning.places.codes import new_code


class File(models.Model):
    """A photograph or another file of a strand: what it shows, in words, and what it is."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    strand = models.ForeignKey("strands.Strand", models.PROTECT, related_name="files")
    at = models.DateTimeField()
    sort = models.CharField(max_length=10, choices=[(sort, named[2]) for sort, named in SORTS.items()])
    words = models.CharField(max_length=500)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    token = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["strand", "at"], name="files_of_a_strand")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_file_says_what_it_shows"),
            models.CheckConstraint(condition=models.Q(sort__in=list(SORTS)), name="a_file_is_of_a_known_sort"),
            models.CheckConstraint(
                condition=models.Q(
                    sort=PHOTOGRAPH, width__isnull=False, width__gte=1, height__isnull=False, height__gte=1
                )
                | (~models.Q(sort=PHOTOGRAPH) & models.Q(width__isnull=True, height__isnull=True)),
                name="a_photograph_and_nothing_else_has_a_width",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def described(self) -> str:
        """What it is and how large, in words."""
        return in_words(self.sort, self.size)

    @property
    def media(self) -> str:
        """Its media type, as the web names it."""
        return SORTS[self.sort][0]

    @property
    def name(self) -> str:
        """The name by which it is taken away."""
        return name_of(self.code, self.sort)

    @property
    def system_id(self) -> int:
        """The learning system in whose trail it is."""
        return self.strand.system_id

    @property
    def anonymous(self) -> bool:
        """Whether its strand was told without a name."""
        return self.strand.anonymous

    @property
    def visibility(self) -> str:
        """Who sees it: whoever sees its strand."""
        return self.strand.visibility


class Content(models.Model):
    """What is in a file."""

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="content")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"What is in {self.file_id}"
