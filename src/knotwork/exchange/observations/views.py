"""The import page: choose the file, match its columns, see what would change, confirm."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from knotwork.exchange.observations import actions, tasks
from knotwork.exchange.observations.forms import Choosing, Matching
from knotwork.exchange.observations.queries import numbers_of
from knotwork.exchange.tabular import UnreadableFile, open_table, suggest
from knotwork.exchange.tabular.written import csv_of

FIRST_ROWS = 5
STOPPED_AFTER = timedelta(minutes=10)


def choose(request: HttpRequest, system: Any) -> HttpResponse:
    """Choose the file, which must be one that can be read."""
    form = Choosing(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            open_table(file.read(), file.name).head(1)
        except UnreadableFile as refused:
            form.add_error("file", str(refused))
        else:
            file.seek(0)
            upload = actions.receive(file=file, name=file.name, system=system, by=request.user, at=timezone.now())
            wanted = request.GET.get("measure", "")
            return redirect(f"{upload.get_absolute_url()}?measure={wanted}" if wanted else upload.get_absolute_url())
    return render(request, "observations/choose.html", {"form": form, "system": system})


def upload(request: HttpRequest, upload: Any) -> HttpResponse:
    """One import, as far as it has come."""
    if upload.state == upload.State.MATCHING:
        return _match(request, upload)
    context = {"upload": upload, "system": upload.system, "plan": upload.plan}
    if upload.state in {upload.State.CHECKING, upload.State.APPLYING}:
        context["stopped"] = timezone.now() - upload.moved_at > STOPPED_AFTER
        response = render(request, "observations/waiting.html", context)
        response["Refresh"] = "1"
        return response
    return render(request, f"observations/{upload.state}.html", context)


def _match(request: HttpRequest, upload: Any) -> HttpResponse:
    with upload.file.open("rb") as kept:
        whole = kept.read()
    table = open_table(whole, upload.name)
    if (sheet := request.POST.get("sheet") or request.GET.get("sheet")) in table.sheets:
        table = open_table(whole, upload.name, sheet=sheet)
    form = Matching(
        request.POST or None,
        upload=upload,
        columns=list(table.columns),
        guess=suggest(table),
        initial={"measure": request.GET.get("measure"), "sheet": table.sheet},
    )
    if form.is_valid():
        form.keep(actions.match, upload=upload, **form.matched(), by=request.user, at=timezone.now())
        tasks.check.enqueue(upload.code)
        return redirect(upload)
    context = {"form": form, "upload": upload, "system": upload.system, "table": table, "rows": table.head(FIRST_ROWS)}
    return render(request, "observations/match.html", context)


def numbers(request: HttpRequest, measure: Any) -> HttpResponse:
    """A measure's numbers as a file for a spreadsheet: those that this person may see, and no formula."""
    # The mark at the beginning tells a spreadsheet that the letters are UTF-8.
    answer = HttpResponse(f"\ufeff{csv_of(numbers_of(measure, request.user))}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{measure.system.slug}-{measure.slug}.csv"'
    return answer


@require_POST
def confirm(request: HttpRequest, upload: Any) -> HttpResponse:
    """Say yes to what would change."""
    if actions.confirm(upload=upload, by=request.user, at=timezone.now()):
        tasks.apply.enqueue(upload.code)
    else:
        messages.warning(request, "This was confirmed already, or is being matched anew. Nothing was done twice.")
    return redirect(upload)


@require_POST
def again(request: HttpRequest, upload: Any) -> HttpResponse:
    """Go back to matching the columns."""
    if upload.state != upload.State.DONE:
        actions.rematch(upload=upload, by=request.user, at=timezone.now())
    return redirect(upload)
