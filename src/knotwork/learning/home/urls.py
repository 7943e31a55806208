"""Addresses of Today, of learning systems' homes, and of the page of a person."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.following.queries import open_person
from knotwork.learning.home import views
from knotwork.learning.systems.queries import open_system

urlpatterns = [
    route("", views.today, needs=Verb.USE_OWN, name="today"),
    route("people/<int:person>/", views.person, needs=Verb.SEE, door=open_person, name="person"),
    route("systems/", views.systems, needs=Verb.USE_OWN, name="systems"),
    route("systems/<slug:system>/", views.system, needs=Verb.SEE, door=open_system, name="system"),
    route("systems/<slug:system>/trail/", views.trail, needs=Verb.READ_TRAIL, door=open_system, name="trail"),
]
