"""How long a sign-in that fails takes for an address that somebody has, against one that nobody has.

python -m benchmarks.sign_in_time [TRIES]
"""

import sys
from statistics import median
from time import perf_counter

from benchmarks.laid_out import start_site

ADDRESSES = 8  # so that no address reaches its limit of tries


def main(tries: int) -> None:
    world = start_site()
    from django.conf import global_settings, settings
    from django.core.cache import cache
    from django.test import Client

    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    known = [world.make_person(f"Person{number}").email for number in range(ADDRESSES)]
    client = Client(HTTP_HOST="localhost")

    def seconds(address: str) -> float:
        cache.clear()
        start = perf_counter()
        answer = client.post("/sign-in/", {"login": address, "password": "a wrong guess"})
        assert answer.status_code == 200, answer.status_code
        return perf_counter() - start

    seconds(known[0])
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(tries):
        taken["known"].append(seconds(known[number % ADDRESSES]))
        taken["unknown"].append(seconds(f"nobody.{number}@example.org"))
    of = {who: median(times) * 1000 for who, times in taken.items()}
    apart = sorted(abs(one - of["known"] / 1000) for one in taken["known"])[len(taken["known"]) // 2] * 1000
    print(f"known {of['known']:.1f} ms, unknown {of['unknown']:.1f} ms, of {tries} tries each, in turn")
    print(f"ratio {of['known'] / of['unknown']:.3f}; half of the tries lie within {apart:.1f} ms of their median")


if __name__ == "__main__":
    main(*([int(arg) for arg in sys.argv[1:]] or [40]))
