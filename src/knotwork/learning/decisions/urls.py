"""Addresses of decisions."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.decisions import views
from knotwork.learning.decisions.queries import open_decision, open_review, open_system_to_decide
from knotwork.learning.systems.queries import open_system

urlpatterns = [
    route("systems/<slug:system>/decide/", views.decide, needs=Verb.DECIDE, door=open_system_to_decide, name="decide"),
    route("systems/<slug:system>/waiting/", views.what_waits, needs=Verb.DECIDE, door=open_system, name="waiting"),
    route("decisions/<str:code>/", views.decision, needs=Verb.SEE, door=open_decision, name="decision"),
    route("decisions/<str:code>/again/", views.review, needs=Verb.DECIDE, door=open_decision, name="look-again"),
    route("reviews/<str:code>/", views.reviewed, needs=Verb.SEE, door=open_review, name="review"),
]
