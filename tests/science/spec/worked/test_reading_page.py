"""The reading: the page and its worked example; what it says of every verdict is in `spec/reading`."""

from __future__ import annotations

import pytest

from knotwork.science.spc import Analysis, analyse, read
from tests.science.spec.page import Page, call

RATES = [6.8, 5.9, 6.1, 7.2, 5.8, 6.6, 5.9, 6.3, 7.0, 5.7, 6.4, 6.8, 4.1, 3.9, 4.4, 3.6, 4.0, 4.3, 4.5, 3.8, 4.2, 3.7]
MONTHS = [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(22)]


def steps(seen: Analysis) -> list[str]:
    told = read(seen, name="Falls", unit="per 1,000 bed days")
    return [
        f"Headline: “{told.headline}”",
        f"Sentence: “{told.sentence}”",
        f"In a table: “{told.brief}”",
        f"How sure: “{told.sureness}”",
        f"What would change our mind: “{told.would_change}”",
    ]


PAGE = Page(
    slug="reading",
    title="The reading",
    group="Begin here",
    order=30,
    sentence=(
        "The reading puts a chart into words: what changed and when, how sure that is, and what would change our mind."
    ),
    purpose="people who would rather read than look, those who cannot see the chart, and everyone who quotes it.",
    formula="""\
| verdict | what is said |
| --- | --- |
| better, worse, changed | from which level to which and when; an improvement or a change for the worse |
| a single point | unusually high or low, its value and the limit |
| a change that passed | from when to when, and no longer |
| steady | no evidence of change, and around what level the values vary |
| early | how many useful points there are, and how many are needed |

The first sentence says what changed, in plain words; the second how that is seen.

Levels are those of the chart's own centre (median, pooled ratio or mean) on either side of the change. “Where chance
explains up to 8” is the limit of the rule. How sure is [how often such a chart signals](false-signals.md)
though nothing
had changed, and [what to beware of](cautions.md).""",
    story="Falls per 1,000 bed days, month by month.",
    data={"rates": RATES, "months": MONTHS},
    asks=call(analyse, "run", "rates", x="months", direction="decrease"),
    steps=steps,
    measure="Falls",
    unit="per 1,000 bed days",
    avoid="""\
- As a cause: it says that something changed and when, never why.
- As proof that nothing changed: “no evidence of change” may mean too few points to see one.""",
    source="Our own. The words follow what NHS England's Making Data Count and the IHI teach about telling variation.",
    related=("verdict", "false-signals", "proposing-to-rebase"),
    held_by=("spec/test_reading.py", "spec/reading/test_verdicts_in_words.py"),
)


def test_the_worked_example_by_hand() -> None:
    told = read(PAGE.seen(), name="Falls", unit="per 1,000 bed days")
    # The medians of the first twelve and the last ten months are 6.35 and 4.05.
    assert sorted(RATES[:12])[5:7] == [6.3, 6.4]
    assert sorted(RATES[12:])[4:6] == [4.0, 4.1]
    assert told.headline in {
        f"Falls fell from {old} to {new} per 1,000 bed days in January 2025" for old in (6.3, 6.4) for new in (4.0, 4.1)
    }
    assert "10 points in a row lie below the centre line, where chance explains up to 7" in told.sentence
    assert told.sentence.startswith(f"{told.headline}, which is an improvement. ")
    assert told.brief == "Lower since Jan 2025"
    assert told.would_change == ("If most of the points to come lie above the centre line, the change has not lasted.")


def test_the_sentence_of_the_analysis_is_the_reading_without_a_name() -> None:
    seen = PAGE.seen()
    assert seen.reading == read(seen).sentence
    assert seen.reading.startswith("The values fell from")


@pytest.mark.parametrize("name", ["falls", "Falls"])
def test_a_name_begins_with_a_capital(name) -> None:
    assert read(PAGE.seen(), name=name).headline.startswith("Falls fell")
