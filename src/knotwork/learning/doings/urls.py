"""Addresses of actions."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.doings import views
from knotwork.learning.doings.queries import open_action, open_decision, open_to_finish, open_to_weigh

urlpatterns = [
    route("decisions/<str:code>/act/", views.begin, needs=Verb.DECIDE, door=open_decision, name="act"),
    route("actions/<str:code>/", views.action, needs=Verb.SEE, door=open_action, name="action"),
    route("actions/<str:code>/finish/", views.finish, needs=Verb.SEE, door=open_to_finish, name="finish"),
    route("actions/<str:code>/forces/", views.weigh, needs=Verb.TELL, door=open_to_weigh, name="weigh"),
    route("actions/<str:code>/hand-over/", views.hand_over, needs=Verb.DECIDE, door=open_action, name="hand-over"),
]
