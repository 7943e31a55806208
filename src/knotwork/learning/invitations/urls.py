"""Addresses of a learning system's people, of invitations, and of asking to join."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.invitations import views
from knotwork.learning.invitations.queries import open_asking, open_invitation
from knotwork.learning.people.queries import open_people
from knotwork.learning.systems.queries import open_system

PEOPLE = "systems/<slug:system>/people/"
urlpatterns = [
    route(PEOPLE, views.people, needs=Verb.SEE, door=open_system, name="system-people"),
    route(f"{PEOPLE}invite/", views.invite, needs=Verb.INVITE, door=open_people, name="invite"),
    route(
        f"{PEOPLE}invitations/<int:invitation>/",
        views.withdraw,
        needs=Verb.INVITE,
        door=open_invitation,
        name="withdraw-invitation",
    ),
    route(f"{PEOPLE}requests/", views.requests_taken, needs=Verb.INVITE, door=open_system, name="take-requests"),
    route(f"{PEOPLE}requests/<int:asking>/", views.answer, needs=Verb.INVITE, door=open_asking, name="answer-request"),
    route("invitation/<str:token>/", views.invitation, needs=Verb.ENTER, name="invitation"),
    route("join/", views.joining, needs=Verb.USE_OWN, name="joining"),
    route("join/<slug:system>/", views.ask, needs=Verb.USE_OWN, name="ask-to-join"),
]
