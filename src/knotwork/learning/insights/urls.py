"""Addresses of insights."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.insights import views
from knotwork.learning.insights.queries import open_insight

urlpatterns = [
    route("tell/", views.tell, needs=Verb.USE_OWN, name="tell"),
    route("insights/<str:code>/", views.insight, needs=Verb.SEE, door=open_insight, name="insight"),
]
