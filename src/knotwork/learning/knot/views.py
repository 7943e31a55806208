"""The knot of a learning system, and what lies behind one of its crossings."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from knotwork.learning.knot import queries
from knotwork.learning.knot.codes import ALL, COUNTED, Component, headline, month_after, month_named
from knotwork.pictures import Flow, Loop, knot_flows


def knot(request: HttpRequest, system: Any) -> HttpResponse:
    """The four components with what flowed between them in a month, as our knot and in words."""
    today = timezone.localdate()
    first = month_named(request.GET.get("month")) or queries.newest_month(request.user, system, today=today)
    month = queries.month_of(request.user, system, first)
    one, other = (Component.named(request.GET.get(name)) for name in ("one", "other"))
    context = {
        "system": system,
        "month": month,
        "headline": headline(month.flows, month.new),
        "picture": _picture(system, month),
        "new": [(component, month.new[component], COUNTED[component]) for component in ALL],
        "flows": [(flow, _address(flow.origin, flow.outcome, first)) for flow in month.flows],
        "before": month_after(first, by=-1),
        "after": month_after(first) if first < today.replace(day=1) else None,
    }
    if one and other:
        behind = queries.behind(request.user, system, first, one, other, page=request.GET.get("page"))
        context |= {"crossing": _named(one, other), "behind": behind, "pair": (one, other)}
    return render(request, "knot/knot.html", context)


def _picture(system: Any, month: queries.Month) -> str:
    loops = [Loop(component.loop, month.new[component]) for component in ALL]
    flows = [Flow(ALL.index(flow.origin), ALL.index(flow.outcome), flow.many) for flow in month.flows]
    title = f"The knot of {system.name} in {month.first:%B %Y}"
    return knot_flows(loops, flows, title=title, href=lambda one, other: _address(ALL[one], ALL[other], month.first))


def _address(one: Component, other: Component, first: Any) -> str:
    return f"?{urlencode({'month': f'{first:%Y-%m}', 'one': one.code, 'other': other.code})}#behind"


def _named(one: Component, other: Component) -> str:
    return f"Within {one.noun}" if one is other else f"Between {one.noun} and {other.noun}"
