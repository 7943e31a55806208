"""All addresses of the site. Each is made by `access.routes.route`, and so says what it needs."""

from django.urls import include, path
from django.views.generic import TemplateView

from knotwork.access.routes import route
from knotwork.access.verbs import Verb

ROOMS = [
    "accounts", "administration", "people", "invitations", "home", "following", "measures", "strands", "sense",
    "search", "insights", "capture", "doings", "decisions", "hearing", "knot",
    "board", "reflecting", "talk", "files", "news", "language",
]  # fmt: skip
urlpatterns = [
    route("help/", TemplateView.as_view(template_name="help.html"), needs=Verb.ENTER, name="help"),
    *(path("", include(f"knotwork.learning.{room}.urls")) for room in ROOMS),
    path("", include("knotwork.exchange.observations.urls")),
    path("", include("knotwork.exchange.leaving.urls")),
    path("", include("knotwork.exchange.pack.urls")),
    path("", include("knotwork.exchange.vocabulary.urls")),
]
