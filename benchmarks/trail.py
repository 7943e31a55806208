"""What the trail costs: telling with and without it, and proving it whole against reading the same rows.

python -m benchmarks.trail [EVENTS …]; with DATABASE_URL, on PostgreSQL
"""

import sys
from unittest import mock

from benchmarks.laid_out import quickest, start_site

AT_ONCE = 100


def main(sizes: list[int]) -> None:
    world = start_site()
    from django.db import transaction

    from knotwork.learning.audit import actions as audit
    from knotwork.learning.audit.models import Event
    from knotwork.learning.audit.queries import verify
    from tests.factories import NOW

    def tell() -> None:
        for _ in range(AT_ONCE):
            world.tell("A story of what happened, and what we did.")

    told = quickest(tell) / AT_ONCE
    with mock.patch.object(audit, "record"):
        untold = quickest(tell) / AT_ONCE
    print(f"an insight told: {told:.2f} ms, without the trail {untold:.2f} ms: {told / untold:.2f}")
    print("events  verify ms  rows read ms  verify / rows")
    for size in sizes:
        with transaction.atomic():
            for number in range(Event.objects.count(), size):
                audit.record(by=world.improver_here, at=NOW, verb="add", kind="insight", key=str(number))
        proved = quickest(verify)
        read = quickest(lambda: [event.pk for event in Event.objects.order_by("pk").iterator(chunk_size=2000)])
        print(f"{Event.objects.count():6d} {proved:10.0f} {read:13.0f} {proved / read:14.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
