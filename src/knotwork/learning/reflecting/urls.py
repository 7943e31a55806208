"""Addresses of reflecting and of reflections."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.reflecting import views
from knotwork.learning.reflecting.queries import open_reflection, open_to_reflect

urlpatterns = [
    route("systems/<slug:system>/reflect/", views.reflect, needs=Verb.TELL, door=open_to_reflect, name="reflect"),
    route("reflections/<str:code>/", views.reflection, needs=Verb.SEE, door=open_reflection, name="reflection"),
]
