"""Decisions, and what was found when they were looked at again."""

from django.db import models


class Decision(models.Model):
    """A question, what was considered (a line each), what was chosen, why, by whom it is carried, by when,
    and when it will be looked at again."""

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="decision")
    question = models.CharField(max_length=200)
    options = models.TextField(blank=True)
    choice = models.TextField()
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="decisions")
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(question="") | models.Q(choice="") | models.Q(reasons="")),
                name="a_decision_has_a_question_a_choice_and_reasons",
            )
        ]

    def __str__(self) -> str:
        return self.question


class Review(models.Model):
    """A decision looked at again: did it do what was expected, and what was seen?

    One that says that it is too early to say, and no other, says when to look again. The newest one of a decision says
    whether it waits to be looked at again, and from which day.
    """

    class Verdict(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"
        TOO_EARLY = "too early", "Too early to say"

    strand = models.OneToOneField("strands.Strand", models.CASCADE, primary_key=True, related_name="review")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    seen = models.TextField()
    look_again_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="too early", look_again_on__isnull=False)
                | (~models.Q(verdict="too early") & models.Q(look_again_on__isnull=True)),
                name="what_is_too_early_to_say_is_looked_at_again",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_verdict_display()}"
