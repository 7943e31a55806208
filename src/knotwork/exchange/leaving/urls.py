"""Addresses of taking one's own away and of leaving."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.exchange.leaving import views

urlpatterns = [
    route("account/mine/", views.mine, needs=Verb.USE_OWN, name="mine"),
    route("account/leave/", views.leave, needs=Verb.USE_OWN, name="leave"),
]
