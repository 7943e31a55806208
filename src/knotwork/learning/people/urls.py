"""Addresses of the People page."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.people import views

urlpatterns = [
    route("people/", views.people, needs=Verb.USE_OWN, name="people"),
]
