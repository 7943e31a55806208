"""Measures, their numbers, and what was read from their charts."""

from django.db import models
from django.db.models import Q

from knotwork.access.policy import Subject


class Measure(models.Model):
    """One measure of a learning system, with the definition that makes two places' numbers comparable."""

    class Chart(models.TextChoices):
        RUN = "run", "Run chart"
        XMR = "i", "XmR chart"
        P = "p", "P chart"
        P_PRIME = "pp", "P′ chart"
        U = "u", "U chart"
        U_PRIME = "up", "U′ chart"
        C = "c", "C chart"

    class Direction(models.TextChoices):
        INCREASE = "increase", "Higher is better"
        DECREASE = "decrease", "Lower is better"
        NEITHER = "neither", "Neither is better"

    class Kind(models.TextChoices):
        OUTCOME = "outcome", "Outcome measure"
        PROCESS = "process", "Process measure"
        BALANCING = "balancing", "Balancing measure"

    system = models.ForeignKey("systems.LearningSystem", models.CASCADE, related_name="measures")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OUTCOME)
    chart = models.CharField(max_length=4, choices=Chart.choices)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.NEITHER)
    numerator = models.CharField("what is counted", max_length=120)
    denominator = models.CharField("out of what", max_length=120, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    multiply = models.FloatField(default=1)
    suppress_below = models.PositiveSmallIntegerField(null=True, blank=True)
    suppress_denominator = models.BooleanField(default=False)
    checked_by = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["system", "slug"], name="one_slug_a_measure_in_a_system"),
            models.UniqueConstraint(fields=["system", "name"], name="one_name_a_measure_in_a_system"),
            models.CheckConstraint(condition=Q(multiply__gt=0), name="a_measure_multiplies_by_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(suppress_below__isnull=True) | Q(suppress_below__gte=2),
                name="a_threshold_for_small_numbers_hides_some",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        """What a role must cover to reach this measure."""
        return Subject(system=self.system_id)

    @property
    def needs_denominator(self) -> bool:
        """Whether the chart divides by something."""
        return self.chart in {self.Chart.P, self.Chart.P_PRIME, self.Chart.U, self.Chart.U_PRIME}

    @property
    def is_proportion(self) -> bool:
        """Whether the numerator is a part of the denominator."""
        return self.chart in {self.Chart.P, self.Chart.P_PRIME}


class Observation(models.Model):
    """One number: a measure, at a place, in a period (its first day)."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="observations")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="observations")
    period = models.DateField()
    numerator = models.FloatField()
    denominator = models.FloatField(null=True)

    class Meta:
        ordering = ["measure", "place", "period"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "place", "period"], name="one_number_a_place_and_period"),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0) | Q(denominator=0, numerator=0),
                name="a_denominator_is_not_below_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} at {self.place}, {self.period:%Y-%m-%d}"


class Pin(models.Model):
    """Where on a chart a strand belongs: at which measure, and in which period.

    A pin that begins a phase has the chart drawn anew from its period; its strand says why.
    """

    strand = models.ForeignKey("strands.Strand", models.CASCADE, related_name="pins")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="pins")
    period = models.DateField()
    begins_phase = models.BooleanField(default=False)

    class Meta:
        ordering = ["period"]
        constraints = [models.UniqueConstraint(fields=["strand", "measure"], name="a_strand_is_pinned_to_a_chart_once")]

    def __str__(self) -> str:
        return f"{self.strand} on {self.measure}"


class Reading(models.Model):
    """A chart as it stood when somebody told of it or decided: the words, and the numbers behind them."""

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="reading")
    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    sentence = models.TextField()
    since = models.DateField(null=True)
    verdict = models.CharField(max_length=10)
    chart = models.CharField(max_length=4, choices=Measure.Chart.choices)
    points = models.JSONField()
    phases = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.sentence
