"""How long each picture takes to draw, against analysing the same numbers and writing as many plain circles.

python -m benchmarks.pictures
"""

from collections.abc import Callable, Sequence
from time import process_time

import numpy as np

from knotwork.pictures import Cell, chart, funnel_plot, funnel_table, grid, small, sparkline, table
from knotwork.science.spc import analyse, funnel

POINTS = (12, 36, 60, 120, 1000)
PLACES = (10, 100, 1000, 10_000)
LEAST = 0.05  # seconds: what is quicker is done over and over, because clocks of processors may be coarse
RUNS = 4


def timed(work: Callable[[], object], times: int) -> float:
    """Seconds of processor time for doing it so many times."""
    start = process_time()
    for _ in range(times):
        work()
    return process_time() - start


def quickest(work: Callable[[], object]) -> float:
    """The shortest of some runs, in milliseconds of processor time."""
    times = 1
    while (taken := timed(work, times)) < LEAST:
        times *= 4
    return min(taken, *(timed(work, times) for _ in range(RUNS - 1))) / times * 1000


def circles(values: Sequence[float]) -> str:
    """As little as can be written about as many points: the baseline."""
    return "".join(f'<circle cx="{at * 8.5:.1f}" cy="{value:.1f}" r="4"/>' for at, value in enumerate(values))


def row(size: int, plain: float, taken: Sequence[float]) -> str:
    """One line of a table: milliseconds, each with its ratio to the plain circles."""
    return f"{size:7d} {plain:9.3f}" + "".join(f"{each:10.3f} ({each / plain:5.1f})" for each in taken)


def of_points() -> None:
    """Pictures of one series."""
    names = ("analyse", "small", "with its axis", "sparkline", "full chart", "full, p", "table")
    print(f"{'points':>7} {'circles':>9}" + "".join(f"{name:>18}" for name in names))
    chance = np.random.default_rng(1)
    for count in POINTS:
        y, sizes = chance.normal(50, 6, count), chance.integers(50, 400, count)
        made = analyse("i", y, direction="decrease", target=45)
        share = analyse("p", chance.binomial(sizes, 0.2), sizes)
        periods = [f"Month {at}" for at in range(1, count + 1)]
        words = {"title": "Falls", "description": "Falls by month", "periods": periods}
        draws: tuple[Callable[[], object], ...] = (
            lambda y=y: analyse("i", y, direction="decrease", target=45),
            lambda made=made: small(made, label="Ward 4", description="Steady"),
            lambda made=made: small(made, label="Ward 4", description="Steady", show_axis=True),
            lambda made=made: sparkline(made, description="Steady"),
            lambda made=made, words=words: chart(made, **words),
            lambda share=share, words=words: chart(share, unit="proportion", **words),
            lambda made=made, periods=periods: table(made, periods=periods),
        )
        print(row(count, quickest(lambda y=y: circles(y.tolist())), [quickest(draw) for draw in draws]))


def of_places() -> None:
    """Pictures of many places: a funnel plot, its table, and a grid of series of 24 points."""
    print(f"\n{'places':>7} {'circles':>9}{'funnel':>18}{'funnel plot':>18}{'its table':>18}{'grid':>18}")
    chance = np.random.default_rng(2)
    series = [analyse("i", chance.normal(50, 6, 24)) for _ in range(20)]
    for count in PLACES:
        sizes = np.exp(chance.uniform(4, 8, count)).round()
        events = chance.binomial(sizes.astype(int), np.clip(chance.normal(0.2, 0.03, count), 0, 1))
        names = [f"Place {at}" for at in range(count)]
        made = funnel(events, sizes, names=names)
        cells = [Cell(series[at % 20], name, "No evidence of change") for at, name in enumerate(names)]
        draws: tuple[Callable[[], object], ...] = (
            lambda events=events, sizes=sizes, names=names: funnel(events, sizes, names=names),
            lambda made=made: funnel_plot(made, title="Falls", description="d", unit="proportion"),
            lambda made=made: funnel_table(made, unit="proportion"),
            lambda cells=cells: grid(cells, title="Falls", description="d"),
        )
        print(row(count, quickest(lambda sizes=sizes: circles(sizes.tolist())), [quickest(draw) for draw in draws]))


if __name__ == "__main__":
    of_points()
    of_places()
