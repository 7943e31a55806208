"""The spine: everything that a learning system learns or does is a strand, and links join strands into threads."""

from functools import cache

from django.db import models
from django.urls import reverse

from knotwork.access.policy import Subject
from knotwork.learning.places.codes import new_code
from knotwork.learning.strands.codes import joined, of_outcome

# The page of each kind, by the name of its address: names, not imports, for the spine knows no app above it.
PAGES = {"insight": "insight", "decision": "decision", "review": "review", "signal": "reading", "reading": "reading",
         "action": "action", "theme": "theme", "reflection": "reflection", "term": "term"}  # fmt: skip
# The words of each kind that people wrote, each with what the page calls it, in the order in which they are read.
WORDS = {
    "insight": {
        "happened": "What happened",
        "expected": "What was expected",
        "why": "Why",
        "learned": "What was learned",
        "next": "What next",
        "reference": "Where it was published",
        "strength": "How strong it is",
        "about": "Whom it concerns",
        "needed_by": "Who might need it",
    },
    "decision": {
        "question": "What is the question?",
        "options": "What we considered",
        "choice": "What we chose",
        "reasons": "Why",
        "dissent": "Who saw it otherwise",
    },
    # Whether it did what was expected is no wording: who changes their mind looks again.
    "review": {"seen": "What we saw"},
    "annotation": {"title": "What happened"},
    "response": {"because": "Why"},
    "reflection": {
        "occurred": "What happened?",
        "feelings": "How do people feel?",
        "works_well": "What works well?",
        "works_less": "What works less well?",
        "differently": "How should this be different?",
        "found": "What did we find together?",
    },
    "theme": {"name": "What they have in common", "about": "In a few words"},
    "term": {
        "name": "Which word, or words",
        "meaning": "What it means",
        "synonyms": "Other words for it",
        "abbreviations": "Short for it",
    },
    # How it went is said once, when it ends, and stays.
    "action": {"what": "What is to be done"},
}
# Which of its words each sort of insight asks for. What else somebody wrote there is kept, and shown.
ASKED = {
    "story": ("happened", "learned", "about", "needed_by"),
    "observation": ("happened", "learned", "about", "needed_by"),
    "after_action": ("happened", "expected", "why", "next", "about", "needed_by"),
    "excellence": ("happened", "why", "next", "about", "needed_by"),
    "harm": ("happened", "why", "next", "about", "needed_by"),
    "evidence": ("happened", "reference", "strength", "learned", "about", "needed_by"),
}
NAMELESS = "Told without a name"
SOME_CODE = "0" * 12


@cache
def _around(page: str) -> tuple[str, str]:
    """What stands before and behind the code in the addresses of a page. Lists have hundreds, so it is asked once."""
    before, _code, behind = reverse(page, args=[SOME_CODE]).partition(SOME_CODE)
    return before, behind


def _address(page: str, code: str) -> str:
    before, behind = _around(page)
    return f"{before}{code}{behind}"


def _through(opening: str) -> str:
    return f"Somebody, through “{opening}”"


class Strand(models.Model):
    """One thing learned or done. Its kind's own table, where there is one, shares its key."""

    class Kind(models.TextChoices):
        SIGNAL = "signal", "Signal"
        READING = "reading", "Reading"
        ANNOTATION = "annotation", "Note"
        INSIGHT = "insight", "Insight"
        DECISION = "decision", "Decision"
        REVIEW = "review", "Review"
        RESPONSE = "response", "Response"
        THEME = "theme", "Theme"
        ACTION = "action", "Action"
        REFLECTION = "reflection", "Reflection"
        TERM = "term", "Term"

    class Visibility(models.TextChoices):
        OWN = "own", "Only me"
        TEAM = "team", "My team"
        SYSTEM = "system", "This learning system"
        NETWORK = "network", "The whole network"
        PUBLIC = "public", "Public"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    token = models.UUIDField(unique=True, null=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="strands")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="strands", null=True, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="strands")
    at = models.DateTimeField()
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.SYSTEM)
    anonymous = models.BooleanField(default=False)
    named_in_public = models.BooleanField(default=False)
    told_through = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="strand_newest"),
            models.Index(fields=["system", "-at"], name="strand_newest_in_system"),
            models.Index(fields=["system", "kind", "-at"], name="strand_newest_of_kind"),
            models.Index(fields=["by", "-at"], name="strand_newest_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="a_strand_has_a_title"),
            models.CheckConstraint(
                condition=~models.Q(visibility="team") | models.Q(place__isnull=False), name="a_team_strand_has_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous=False) | models.Q(visibility="system"),
                name="a_strand_without_a_name_is_told_to_its_system",
            ),
            models.CheckConstraint(
                condition=models.Q(named_in_public=False) | models.Q(visibility="public"),
                name="a_name_is_public_only_on_a_public_strand",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the strand's own page; a kind that has none is shown by its thread."""
        return _address(PAGES.get(self.kind, "thread"), self.code)

    @property
    def thread_address(self) -> str:
        """The address of the strand's thread."""
        return _address("thread", self.code)

    @property
    def teller(self) -> str:
        """Who told it, as everybody may read it. No page reads `by`: that is for access, and to tell the teller."""
        if self.told_through:
            return _through(self.told_through)
        return NAMELESS if self.anonymous else self.by.name

    @property
    def teller_page(self) -> str:
        """The address of the page of whoever told it; none where that is not said, or where they are here no more."""
        named = not self.anonymous and not self.told_through and self.by.is_active
        return reverse("person", args=[self.by_id]) if named else ""

    @property
    def public_teller(self) -> str:
        """Who told it, as the world may read it: a name only where its teller chose so."""
        return self.by.name if self.named_in_public and not self.told_through else ""

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this strand. Read its place with it."""
        return Subject(system=self.system_id, place=self.place.path if self.place else None)


class Link(models.Model):
    """Two strands joined: `outcome` came of `origin`, in the way that `relation` says; `codes.joined` has the words.

    `system` is the outcome's, which stays: what flowed in one learning system is found without reading the network's.
    """

    class Relation(models.TextChoices):
        PROMPTED_BY = "prompted by", "prompted by"
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        TESTS = "tests", "tests"
        ADAPTED_FROM = "adapted from", "adapted from"
        DECIDED_FROM = "decided from", "decided from"
        JUDGED_BY = "judged by", "is to be judged by"
        CARRIED_OUT_BY = "carried out by", "carried out by"
        ANSWERS = "answers", "answers"
        QUALIFIES = "qualifies", "says what it depends on"
        GROUPED_FROM = "grouped from", "grouped from"

    origin = models.ForeignKey(Strand, models.CASCADE, related_name="outcome_links")
    outcome = models.ForeignKey(Strand, models.CASCADE, related_name="origin_links")
    system = models.ForeignKey("systems.LearningSystem", models.PROTECT, related_name="+")
    relation = models.CharField(max_length=20, choices=Relation.choices)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["system", "at"], name="link_in_system_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["origin", "outcome", "relation"], name="two_strands_are_joined_so_once"),
            models.CheckConstraint(
                condition=~models.Q(origin=models.F("outcome")), name="a_strand_does_not_come_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.outcome}” {of_outcome(self.relation, f'“{self.origin}”', self.outcome.kind)}"

    @property
    def words(self) -> list[str]:
        """What is said of the outcome, before and behind the title of the origin."""
        return joined(self.relation, self.outcome.kind).outcome.split("{}")


class Version(models.Model):
    """The words of a strand as they stood from one moment on. The first is written at telling; none is ever altered.

    One that was written without a name has nobody in `by`, and stays so if its teller puts their name to the strand. So
    has the first of what was told through a link, for whoever looked through it did not write it.
    """

    strand = models.ForeignKey(Strand, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", null=True)
    words = models.JSONField()

    class Meta:
        ordering = ["strand", "number"]
        constraints = [
            models.UniqueConstraint(fields=["strand", "number"], name="versions_of_a_strand_are_counted"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="versions_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.strand}, version {self.number}"

    @property
    def writer(self) -> str:
        """Who wrote these words, as everybody may read it."""
        if self.by:
            return self.by.name
        return _through(self.strand.told_through) if self.strand.told_through else NAMELESS
