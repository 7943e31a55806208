"""What every page shares: which doors of the browser stay shut, what is kept of a page, and what is not read at all."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from threading import Lock
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]

# What a page of Knotwork never asks of a phone or computer, so that nothing that got into one could.
NEVER_ASKED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in NEVER_ASKED)
# The parts of a form other than its file: names, boundaries, the token.
AROUND_A_FILE = 1_000_000
AT_ONCE = 2


class Turns:
    """So many at once, and whoever came first goes first. Python's own semaphores let somebody in between."""

    def __init__(self, most: int) -> None:
        self._free, self._guard, self._waiting = most, Lock(), deque[Lock]()

    def __enter__(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # whoever leaves lets this one go on

    def __exit__(self, *_failed: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


def in_turn(get_response: Answer) -> Answer:
    """Make two pages at once in a process, one while the database answers the other; whoever asks next waits a moment.

    More at once would share the same processor: each would take longer, and none be ready sooner. What is sent here
    does not wait, for it may come slowly, and nobody should wait for somebody else's slow line.
    """
    turns = Turns(AT_ONCE)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        with turns:
            return get_response(request)

    return middleware


def timed(get_response: Answer) -> Answer:
    """Say in `Server-Timing` how long a page was in the making once its turn had come, in milliseconds.

    Only where `KNOTWORK_TIMINGS` asks for it: the browser's own tools show it then, and so it would to a stranger.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = get_response(request)
        response.headers["Server-Timing"] = f"page;dur={(perf_counter() - began) * 1000:.1f}"
        return response

    return middleware


def closed_to_other_sites(get_response: Answer) -> Answer:
    """Let no other site load what is here, and let no page ask for what Knotwork never needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def private_pages(get_response: Answer) -> Answer:
    """Keep every page out of every cache, the browser's included, and clear the browser when somebody signs out.

    What was typed and not yet sent is kept in the browser. On a ward's computer the next person would find it there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        if signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def bounded_bodies(get_response: Answer) -> Answer:
    """Refuse what is too large before any of it is read. Files come only from people who are signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        files = settings.LARGEST_UPLOAD + AROUND_A_FILE
        most = files if request.user.is_authenticated else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _announced(request) > most:
            largest = {"megabytes": settings.LARGEST_UPLOAD // 1_000_000}
            return render(request, "413.html", largest, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return get_response(request)

    return middleware


def _announced(request: HttpRequest) -> int:
    """How many bytes are to come. Without a number none are read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdecimal() else 0


def addresses_without_nul(get_response: Answer) -> Answer:
    """Refuse an address or a cookie with a NUL in it: no text has one, and PostgreSQL would fail on it in mid-page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _has_nul([request.path, *request.COOKIES.values(), *_words(request.GET)]):
            return _unreadable()
        return get_response(request)

    return middleware


def forms_without_nul(get_response: Answer) -> Answer:
    """Refuse a form with a NUL in it, once it is known to be small enough to read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return _unreadable() if _has_nul(_words(request.POST)) else get_response(request)

    return middleware


def _words(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield from (name, *values)


def _has_nul(words: Iterable[str]) -> bool:
    return any("\0" in word for word in words)


def _unreadable() -> HttpResponse:
    response = HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)
    add_never_cache_headers(response)
    return response
