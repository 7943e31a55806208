"""The address of a learning system's knot."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.knot import views
from knotwork.learning.systems.queries import open_system

urlpatterns = [route("systems/<slug:system>/knot/", views.knot, needs=Verb.SEE, door=open_system, name="knot")]
