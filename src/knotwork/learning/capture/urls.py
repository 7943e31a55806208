"""Addresses of links for telling."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.capture import views
from knotwork.learning.capture.queries import open_gathering, open_opening, open_waiting

LOOKED_THROUGH = "openings/<str:code>/waiting/<int:waiting>/"
ITS_PHOTOGRAPH = f"{LOOKED_THROUGH}photograph/"
urlpatterns = [
    route("systems/<slug:system>/openings/", views.openings, needs=Verb.GATHER, door=open_gathering, name="openings"),
    route("openings/<str:code>/", views.opening, needs=Verb.GATHER, door=open_opening, name="opening"),
    route("openings/<str:code>/close/", views.close, needs=Verb.GATHER, door=open_opening, name="close-opening"),
    route(LOOKED_THROUGH, views.look_through, needs=Verb.GATHER, door=open_waiting, name="look-through"),
    route(ITS_PHOTOGRAPH, views.photograph, needs=Verb.GATHER, door=open_waiting, name="waiting-photograph"),
    route("told/<str:code>/", views.tell, needs=Verb.ENTER, name="tell-through"),
    route("told/<str:code>/thanks/", views.thanks, needs=Verb.ENTER, name="told-through"),
]
