"""The days on which a decision is looked at again, and why a day is none of these."""

from datetime import date, timedelta

from knotwork.learning.doings.codes import LONGEST, TOO_FAR

AT_LEAST = timedelta(days=1)


def not_looked_at_on(review_on: date, *, today: date) -> str:
    """Why what is decided today cannot be looked at again on a day, in words; nothing where it can."""
    if review_on < today:
        return "This is before the day of the decision. Choose today or a later day"
    return TOO_FAR if review_on > today + LONGEST else ""


def not_looked_at_again_on(day: date | None, *, today: date) -> str:
    """Why what is too early to say today cannot be looked at again on a day, in words; nothing where it can."""
    if day is None:
        return "If it is too early to say, say when to look again"
    if day <= today:
        return "Choose a day after today"
    return TOO_FAR if day > today + LONGEST else ""


def as_long_again(*, decided_on: date, review_on: date, today: date) -> date:
    """The day on which to look again, if nobody says another: as far on as the first was from the decision."""
    return today + min(max(review_on - decided_on, AT_LEAST), LONGEST)
