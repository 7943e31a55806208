"""Addresses of the shared language."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.language import views
from knotwork.learning.language.queries import open_language, open_term, open_to_agree
from knotwork.learning.systems.queries import open_system

ONE = "systems/<slug:system>/language/"
urlpatterns = [
    route("language/", views.every_language, needs=Verb.USE_OWN, name="languages"),
    route(ONE, views.language, needs=Verb.SEE, door=open_system, name="language"),
    route(f"{ONE}propose/", views.propose, needs=Verb.TELL, door=open_language, name="propose"),
    route("terms/<str:code>/", views.term, needs=Verb.SEE, door=open_term, name="term"),
    route("terms/<str:code>/agree/", views.agree, needs=Verb.DECIDE, door=open_to_agree, name="agree"),
]
