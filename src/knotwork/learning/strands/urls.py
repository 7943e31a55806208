"""Addresses of threads and histories, and of what the whole world may read."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.strands import views
from knotwork.learning.strands.queries import open_history, open_mine, open_sharing, open_strand, open_version

urlpatterns = [
    route("strands/<str:code>/", views.strand, needs=Verb.SEE, door=open_strand, name="strand"),
    route("strands/<str:code>/thread/", views.thread, needs=Verb.SEE, door=open_strand, name="thread"),
    route("strands/<str:code>/history/", views.history, needs=Verb.SEE, door=open_history, name="history"),
    route("strands/<str:code>/history/<int:number>/", views.version, needs=Verb.SEE, door=open_version, name="version"),
    route("strands/<str:code>/edit/", views.edit, needs=Verb.SEE, door=open_mine, name="edit"),
    route("strands/<str:code>/who-sees/", views.sharing, needs=Verb.SEE, door=open_sharing, name="sharing"),
    # Its door is in the view: there is no person to hand to it.
    route("public/<str:code>/", views.public, needs=Verb.ENTER, name="public"),
]
