"""Addresses of the Learning page and of threads."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.strands import views
from knotwork.learning.strands.queries import open_strand

urlpatterns = [
    route("learning/", views.learning, needs=Verb.USE_OWN, name="learning"),
    route("strands/<str:code>/", views.strand, needs=Verb.SEE, door=open_strand, name="strand"),
    route("strands/<str:code>/thread/", views.thread, needs=Verb.SEE, door=open_strand, name="thread"),
]
