"""The address of what was learned, and of looking for it."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.search import views

urlpatterns = [
    route("learning/", views.learning, needs=Verb.USE_OWN, name="learning"),
]
