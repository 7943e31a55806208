"""What is new for me, and when I am written to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from knotwork.learning.news import actions, queries
from knotwork.learning.news.codes import EIGHT, MONDAY
from knotwork.learning.news.forms import Choosing


def news(request: HttpRequest) -> HttpResponse:
    """What is new for me in the last thirty days."""
    now = timezone.now()
    new = queries.news(request.user, since=now - queries.NEWS_FOR, until=now)
    return render(request, "news/news.html", {"news": new})


def letters(request: HttpRequest) -> HttpResponse:
    """When my digest comes, and what it would say now."""
    now, rhythm = timezone.now(), queries.rhythm_of(request.user)
    held = {"often": rhythm.often, "day": rhythm.day, "hour": rhythm.hour} if rhythm else {}
    usual = {"often": "weekly", "day": MONDAY, "hour": EIGHT}
    form = Choosing(request.POST or None, initial=held or usual)
    if form.is_valid():
        chosen = actions.choose(**form.cleaned_data, by=request.user, at=now)
        words = "We write to you no more." if chosen.next_at is None else "Saved."
        messages.success(request, words)
        return redirect("letters")
    since = rhythm.until if rhythm else now - actions.A_WEEK
    made = actions.letter(request.user, since=since, until=now)
    return render(request, "news/letters.html", {"form": form, "rhythm": rhythm, "letter": made, "since": since})


# A mail program presses this button for somebody, from nowhere (RFC 8058): what the address says is all the proof.
@csrf_exempt
def off(request: HttpRequest, token: str) -> HttpResponse:
    """End somebody's digests, by the link in one: a button, for programs that look at links must not press it."""
    person = queries.whose_letters(token)
    if request.method == "POST":
        actions.stop(by=person, at=timezone.now())
    return render(request, "news/off.html", {"done": request.method == "POST"})
