"""Addresses of responding to insights."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.sense import views
from knotwork.learning.sense.queries import open_responding

urlpatterns = [
    route("insights/<str:code>/respond/", views.respond, needs=Verb.TELL, door=open_responding, name="respond"),
]
