"""Photographs and files: putting one to a strand, handing one out, taking one out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from knotwork.learning.files import actions
from knotwork.learning.files.forms import Adding
from knotwork.learning.files.queries import content_of


def add(request: HttpRequest, strand: Any) -> HttpResponse:
    """Put a photograph or a file to a strand."""
    form = Adding(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            form.keep(actions.add, strand=strand, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, "It stands there now.")
            return redirect(f"{strand.get_absolute_url()}#files")
        except actions.TooMany as refused:
            form.add_error("file", str(refused))
    return render(request, "files/add.html", {"form": form, "strand": strand, "system": strand.system})


@require_safe
def file(_request: HttpRequest, file: Any) -> HttpResponse:
    """A photograph or a file itself, to be kept as a file and never opened as a page of ours."""
    data = content_of(file)
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type=file.media)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@require_POST
def take_out(request: HttpRequest, file: Any) -> HttpResponse:
    """Take one out for good."""
    actions.take_out(file=file, by=request.user, at=timezone.now())
    messages.success(request, "It is taken out, and nothing of it is kept.")
    return redirect(f"{file.strand.get_absolute_url()}#files")
