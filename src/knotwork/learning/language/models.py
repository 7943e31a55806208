"""Terms, and every way in which each is written."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from knotwork.learning.language.codes import first_key, folded, listed

LONGEST_KEY = 150


class Term(models.Model):
    """What a word means in a learning system. Who proposed it, when, and what it said before, its strand knows.

    `agreed_version` is the version of its words that was agreed; newer words are proposed until somebody agrees them.
    """

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="term")
    # Its strand's, which never changes: so that the database can hold that no name is defined twice in one system.
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=LONGEST_KEY, db_index=True, editable=False)
    meaning = models.TextField()
    synonyms = models.CharField(max_length=500, blank=True)
    abbreviations = models.CharField(max_length=200, blank=True)
    agreed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(meaning=""), name="a_term_has_a_name_and_a_meaning"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True, agreed_version__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, agreed_version__isnull=False),
                name="what_is_agreed_says_by_whom_when_and_which_words",
            ),
            models.UniqueConstraint(fields=["system", "key"], name="a_learning_system_defines_a_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def already(self) -> str:
        """What to say to somebody who is about to define it again."""
        return f"“{self.name}” is defined here already. Change its words instead: what it said is kept."

    def refused(self, words: Mapping[str, str]) -> dict[str, str]:
        """Why it cannot say these words, by the name of each box: another term of its system has the name."""
        same = Term.objects.filter(system=self.system_id, key=folded(words.get("name", ""))[:LONGEST_KEY])
        other = same.exclude(pk=self.pk).first()
        return {"name": other.already} if other else {}

    def save(self, *args: Any, **more: Any) -> None:
        """Keep the ways of writing it beside it, whoever changes its words."""
        self.key = folded(self.name)[:LONGEST_KEY]
        if "update_fields" in more:
            more["update_fields"] = {*more["update_fields"], "key"}
        super().save(*args, **more)
        self.forms.all().delete()
        Written.objects.bulk_create(self._forms())

    def written(self) -> list[tuple[str, bool]]:
        """Every way in which it is written, and whether that is meant only with the letters as large as they are."""
        plain = [(words, False) for words in (self.name, *listed(self.synonyms))]
        short = [(words, True) for words in listed(self.abbreviations)]
        return list({words: exact for words, exact in [*plain, *short] if first_key(words)}.items())

    def _forms(self) -> list["Written"]:
        return [Written(term=self, words=words, exact=exact, key=first_key(words)) for words, exact in self.written()]


class Written(models.Model):
    """One way in which a term is written, found by the first word of it."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="forms")
    words = models.CharField(max_length=500)
    exact = models.BooleanField()
    key = models.CharField(max_length=500, db_index=True)

    def __str__(self) -> str:
        return self.words
