"""Addresses of imports."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.exchange.observations import views
from knotwork.exchange.observations.queries import open_upload
from knotwork.learning.measures.queries import open_measure
from knotwork.learning.systems.queries import open_system

NUMBERS = "systems/<slug:system>/measures/<slug:measure>/numbers.csv"
urlpatterns = [
    route(NUMBERS, views.numbers, needs=Verb.SEE, door=open_measure, name="numbers"),
    route("systems/<slug:system>/import/", views.choose, needs=Verb.IMPORT, door=open_system, name="import"),
    route("imports/<str:code>/", views.upload, needs=Verb.IMPORT, door=open_upload, name="upload"),
    route("imports/<str:code>/confirm/", views.confirm, needs=Verb.IMPORT, door=open_upload, name="upload-confirm"),
    route("imports/<str:code>/again/", views.again, needs=Verb.IMPORT, door=open_upload, name="upload-again"),
]
