"""How much the finder finds, and how often it is wrong: `python -m tests.science.privacy.measured`."""

from collections import Counter
from dataclasses import dataclass

from knotwork.science.privacy import Kind, find_identifiers

from .labelled import Sentence, negatives, positives
from .notes import noted, ordinary


@dataclass(frozen=True)
class Measured:
    """For one kind: how many there were, how many were found exactly, and how many findings were wrong."""

    kind: str
    there: int
    found: int
    wrong: int


def measured(sentences: list[Sentence]) -> list[Measured]:
    """Recall and false alarms by kind. Found: same kind and same words. Wrong: a finding that is not in the labels."""
    there, right, wrong = Counter(), Counter(), Counter()
    for sentence in sentences:
        labels = Counter(sentence.identifiers)
        findings = Counter((str(one.kind), one.words) for one in find_identifiers(sentence.text))
        there.update(kind for kind, _ in labels.elements())
        right.update(kind for kind, _ in (labels & findings).elements())
        wrong.update(kind for kind, _ in (findings - labels).elements())
    return [Measured(str(kind), there[kind], right[kind], wrong[kind]) for kind in map(str, Kind)]


def table(with_some: list[Sentence], without: list[Sentence]) -> str:
    """A table of the documentation page, as Markdown."""
    lines = ["| kind | in the sentences | found | recall | false alarms |", "| --- | ---: | ---: | ---: | ---: |"]
    for one in measured(with_some + without):
        if not (one.there or one.wrong):
            continue
        recall = f"{one.found / one.there:.1%}" if one.there else "–"
        lines.append(f"| {one.kind} | {one.there} | {one.found} | {recall} | {one.wrong} |")
    return "\n".join([*lines, "", f"{len(with_some)} sentences with an identifier, {len(without)} without."])


if __name__ == "__main__":
    for tried in ((positives(), negatives()), (noted(), ordinary())):
        print(table(*tried), end="\n\n")
