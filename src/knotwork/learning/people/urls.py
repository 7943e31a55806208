"""Addresses of sign-in and of the People page."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.people import views

urlpatterns = [
    route("sign-in/", views.sign_in, needs=Verb.ENTER, name="sign-in"),
    route("sign-in/demonstration/", views.demonstrate, needs=Verb.ENTER, name="demonstrate"),
    route("sign-out/", views.sign_out, needs=Verb.USE_OWN, name="sign-out"),
    route("people/", views.people, needs=Verb.USE_OWN, name="people"),
]
