"""How long the page of all places of a measure takes as places are added, against fetching the same numbers.

python -m benchmarks.measure_page [PLACES …]
"""

import sys

import numpy as np

from benchmarks.laid_out import queries_of, quickest, start_site, visit

MONTHS = 36


def main(sizes: list[int]) -> None:
    world = start_site()
    from knotwork.learning.measures.models import Observation
    from knotwork.learning.places import actions as places
    from knotwork.learning.systems import actions as systems
    from tests.factories import NOW

    rng = np.random.default_rng(1)
    print("places  queries  page ms  numbers alone ms  page / numbers  HTML KB")
    for size in sizes:
        wards = places.add(names=[f"Ward {size}-{at}" for at in range(size)], kind="ward", by=world.operator, at=NOW)
        systems.take_part(system=world.system, places=wards, by=world.operator, at=NOW)
        measure = world.make_measure(world.system, [], name=f"Falls {size}", chart="p", multiply=100, unit="%")
        for ward in wards:
            world.fill(measure, ward, [float(one) for one in rng.binomial(400, 0.1, MONTHS)], 400)
        page = visit(world.governance_lead, f"/systems/{world.system.slug}/measures/{measure.slug}/")
        rows = Observation.objects.filter(measure=measure).values_list("place", "period", "numerator", "denominator")
        alone, shown = quickest(lambda rows=rows: list(rows.all())), quickest(page)
        kilobytes = len(page().content) / 1024
        print(f"{size:6d} {queries_of(page):8d} {shown:8.0f} {alone:17.1f} {shown / alone:15.1f} {kilobytes:8.0f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [14, 140, 280])
