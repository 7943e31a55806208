"""Addresses of the governance pack: as a page, as PDF and as slides."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.exchange.pack import views
from knotwork.learning.systems.queries import open_system

urlpatterns = [
    route("systems/<slug:system>/pack/", views.page, needs=Verb.SEE, door=open_system, name="pack"),
    route("systems/<slug:system>/pack/pdf/", views.pdf, needs=Verb.SEE, door=open_system, name="pack-pdf"),
    route("systems/<slug:system>/pack/slides/", views.slides, needs=Verb.SEE, door=open_system, name="pack-slides"),
]
