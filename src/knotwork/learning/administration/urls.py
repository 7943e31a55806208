"""The address of ending an administrator session. None begins one: that is for the command line."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.administration import views

urlpatterns = [route("administrator/end/", views.end, needs=Verb.USE_OWN, name="end-administrator")]
