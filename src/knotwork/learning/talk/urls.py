"""Addresses of talk."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.talk import views
from knotwork.learning.talk.queries import open_talk, open_to_say

urlpatterns = [
    route("strands/<str:code>/talk/", views.talk, needs=Verb.SEE, door=open_talk, name="talk"),
    route("strands/<str:code>/talk/say/", views.say, needs=Verb.TELL, door=open_to_say, name="say"),
    route("strands/<str:code>/talk/names/", views.names, needs=Verb.TELL, door=open_to_say, name="names"),
    route("strands/<str:code>/thank/", views.thank, needs=Verb.SEE, door=open_talk, name="thank"),
]
