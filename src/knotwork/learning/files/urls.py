"""Addresses of photographs and files."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.files import views
from knotwork.learning.files.queries import open_adding, open_file, open_taking_out

urlpatterns = [
    route("strands/<str:code>/files/", views.add, needs=Verb.SEE, door=open_adding, name="add-file"),
    route("files/<str:code>/", views.file, needs=Verb.SEE, door=open_file, name="file"),
    route("files/<str:code>/out/", views.take_out, needs=Verb.SEE, door=open_taking_out, name="take-out-file"),
]
