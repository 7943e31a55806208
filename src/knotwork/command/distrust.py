"""Which of many charts to read with care: the warnings that they carry, gathered by kind."""

from collections.abc import Iterable, Iterator

from knotwork.command.report import heading, listed, paragraph

KINDS = (
    ("Neighbouring points", "neighbours alike", "Leave more time between points, or wait for a second sign"),
    ("The same months", "a season", "Compare each point with the same time of other years"),
    ("The values are skewed", "skewed", "Chart logarithms, or use a T chart for waiting times or a run chart"),
    ("The points vary", "more or less spread than chance", "Use the P′ or U′ chart, or check how events are counted"),
    ("Only", "too little in each point", "Chart longer periods"),
    ("Most values", "too many on the centre line", "Use a chart of cases or of time between events"),
)
OTHER = ("", "another warning", "Chart the series by itself with knotwork chart, which says why")
COLUMNS = ("Why", "Series", "Which", "What to do")
Warned = tuple[str, tuple[str, ...]]


def gathered(warned: Iterable[Warned]) -> dict[tuple[str, str, str], list[str]]:
    """The names of series under each kind of warning, the commonest first; a season's month is one kind whichever."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for name, warnings in warned:
        for kind in dict.fromkeys(kind_of(words) for words in warnings):
            found.setdefault(kind, []).append(name)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def kind_of(words: str) -> tuple[str, str, str]:
    """What sort of warning a sentence is."""
    start = words.replace("The same quarters", "The same months").replace("The same weeks", "The same months")
    return next((kind for kind in KINDS if start.startswith(kind[0])), OTHER)


def charts_to_distrust(warned: list[Warned], *, changed: int) -> Iterator[str]:
    """The part of a report that says how many of the charts that changed carry a warning, which, and what to do."""
    found = gathered(warned)
    if not changed:
        return
    yield heading("Which charts to read with care", "care")
    if not found:
        yield paragraph("None of the series that changed carries a warning.")
        return
    many = sum(bool(warnings) for _name, warnings in warned)
    looked = f"the {len(warned):,} that changed last" if len(warned) < changed else f"{changed:,} that changed"
    yield paragraph(
        f"{many:,} of {looked} carry a warning. The odds in this report do not allow for what it warns of, "
        "so a signal there is a reason to look, not yet a finding."
    )
    rows = [(why, f"{len(names):,}", ", ".join(names), f"{do}.") for (_start, why, do), names in found.items()]
    yield listed("Warnings among the series that changed", COLUMNS, rows, frozenset({1}))
