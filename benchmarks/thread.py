"""How long a thread's page takes as the thread grows deep and wide, against reading the same strands by their keys.

python -m benchmarks.thread [STRANDS …]
"""

import sys
from itertools import pairwise
from typing import Any

from benchmarks.laid_out import queries_of, quickest, start_site, visit


def weave(world: Any, size: int) -> Any:
    """A chain with branches: half of the strands one after another, half hanging from it. The middle of the chain."""
    from knotwork.learning.strands.models import Link, Strand
    from tests.factories import later

    by = world.improver_here
    made = Strand.objects.bulk_create(
        Strand(kind="insight", title=f"Insight {at}", system=world.system, place=world.here, by=by, at=later(at))
        for at in range(size)
    )
    chain, hanging = made[: size // 2], made[size // 2 :]
    pairs = [*pairwise(chain), *zip(chain, hanging, strict=False)]
    Link.objects.bulk_create(
        Link(origin=before, outcome=after, system=after.system, relation="supports", by=by, at=after.at)
        for before, after in pairs
    )
    return chain[len(chain) // 2]


def main(sizes: list[int]) -> None:
    world = start_site()
    from knotwork.learning.strands.models import Strand
    from knotwork.learning.strands.queries import thread

    print("strands  queries  page ms  thread ms  same strands by key ms  page / by key")
    for size in sizes:
        middle = weave(world, size)
        page = visit(world.improver_here, f"/strands/{middle.code}/thread/")
        keys = [strand.pk for strand in thread(world.improver_here, middle).strands]
        related = Strand.objects.select_related("system", "place", "by")
        plain = quickest(lambda keys=keys, related=related: list(related.filter(pk__in=keys)))
        walked = quickest(lambda middle=middle: thread(world.improver_here, middle))
        shown = quickest(page)
        print(f"{size:7d} {queries_of(page):8d} {shown:8.0f} {walked:10.0f} {plain:23.1f} {shown / plain:14.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [20, 200, 2000])
