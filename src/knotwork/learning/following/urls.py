"""Addresses of following."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.following import views
from knotwork.learning.following.queries import open_following, open_to_follow
from knotwork.learning.measures.queries import open_measure

MEASURE = "systems/<slug:system>/measures/<slug:measure>/follow/"
urlpatterns = [
    route("strands/<str:code>/follow/", views.follow, needs=Verb.SEE, door=open_following, name="follow"),
    route(MEASURE, views.follow_measure, needs=Verb.SEE, door=open_measure, name="follow-measure"),
    route(
        "people/<int:person>/follow/", views.follow_person, needs=Verb.SEE, door=open_to_follow, name="follow-person"
    ),
    route("following/", views.following, needs=Verb.USE_OWN, name="following"),
]
