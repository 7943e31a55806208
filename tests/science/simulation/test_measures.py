"""What is counted: measures that a team could collect from their words alone."""

import pytest

from knotwork.science.simulation import MEASURES, SYSTEMS
from knotwork.science.simulation.processes import SETTINGS

MEASURE = {measure.id: measure for measure in MEASURES}


def test_two_systems_share_three_measures():
    assert [system.name for system in SYSTEMS] == ["Recognising deterioration sooner", "Falls"]
    assert [measure.system for measure in MEASURES].count("deterioration") == 2
    assert [measure.system for measure in MEASURES].count("falls") == 1


@pytest.mark.parametrize(
    ("measure", "chart", "direction", "kind", "multiply"),
    [
        ("falls-rate", "u", "decrease", "outcome", 1000),
        ("observations-on-time", "p", "increase", "process", 100),
        ("help-within-30", "p", "increase", "process", 100),
    ],
)
def test_each_measure_is_read_on_its_chart_in_its_direction(measure, chart, direction, kind, multiply):
    found = MEASURE[measure]
    assert (found.chart, found.direction, found.kind, found.multiply) == (chart, direction, kind, multiply)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_each_measure_says_what_is_counted_out_of_what(measure):
    assert measure.numerator
    assert measure.denominator
    assert measure.unit
    assert 80 < len(measure.definition) < 250


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.id)
def test_each_system_answers_the_three_questions_of_a_charter(system):
    assert all(len(answer) > 40 for answer in (system.purpose, system.who, system.equity))


def test_each_measure_has_its_settings():
    assert set(SETTINGS) == set(MEASURE)
