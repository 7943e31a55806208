"""Addresses of measures and their charts."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.measures import views
from knotwork.learning.measures.queries import open_measure, open_reading, open_series

ONE = "systems/<slug:system>/measures/<slug:measure>/"
urlpatterns = [
    route("measures/", views.measures, needs=Verb.USE_OWN, name="measures"),
    route(ONE, views.measure, needs=Verb.SEE, door=open_measure, name="measure"),
    route(f"{ONE}small-numbers/", views.small_numbers, needs=Verb.IMPORT, door=open_measure, name="small-numbers"),
    route(f"{ONE}<str:place>/", views.chart, needs=Verb.SEE, door=open_series, name="chart"),
    route(f"{ONE}<str:place>/note/", views.annotate, needs=Verb.ANNOTATE, door=open_series, name="annotate"),
    route(f"{ONE}<str:place>/phase/", views.phase, needs=Verb.REBASE, door=open_series, name="phase"),
    route("readings/<str:code>/", views.reading, needs=Verb.SEE, door=open_reading, name="reading"),
]
