"""Addresses of terms as a file."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.exchange.vocabulary import views
from knotwork.learning.systems.queries import open_system

ONE = "systems/<slug:system>/language/"
urlpatterns = [
    route(f"{ONE}file/", views.take_away, needs=Verb.SEE, door=open_system, name="vocabulary"),
    route(f"{ONE}bring-in/", views.bring_in, needs=Verb.IMPORT, door=open_system, name="take-terms"),
]
