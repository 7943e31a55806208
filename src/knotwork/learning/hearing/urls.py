"""The address of what came of what I told."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.hearing import views

urlpatterns = [route("came-of/", views.came_of, needs=Verb.USE_OWN, name="came-of")]
