"""Addresses of the People page, and of giving and taking back roles."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.people import views
from knotwork.learning.people.queries import open_held, open_people

ROLES = "systems/<slug:system>/people/roles/"
urlpatterns = [
    route("people/", views.people, needs=Verb.USE_OWN, name="people"),
    route(ROLES, views.give_role, needs=Verb.INVITE, door=open_people, name="give-role"),
    route(f"{ROLES}<int:held>/", views.take_role, needs=Verb.INVITE, door=open_held, name="take-role"),
]
