"""Addresses of news and of digests."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.news import views

urlpatterns = [
    route("news/", views.news, needs=Verb.USE_OWN, name="news"),
    route("account/letters/", views.letters, needs=Verb.USE_OWN, name="letters"),
    # Its proof is in the view: whoever presses it in a mail program is signed in nowhere.
    route("letters/off/<str:token>/", views.off, needs=Verb.ENTER, name="letters-off"),
]
