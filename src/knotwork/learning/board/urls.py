"""Addresses of the board and of themes."""

from knotwork.access.routes import route
from knotwork.access.verbs import Verb
from knotwork.learning.board import views
from knotwork.learning.board.queries import open_board, open_theme, open_theme_to_change
from knotwork.learning.systems.queries import open_system

urlpatterns = [
    route("systems/<slug:system>/board/", views.board, needs=Verb.SEE, door=open_system, name="board"),
    route("systems/<slug:system>/board/sort/", views.sort, needs=Verb.TELL, door=open_board, name="sort"),
    route("systems/<slug:system>/board/pair/", views.pair, needs=Verb.TELL, door=open_board, name="pair"),
    route("systems/<slug:system>/board/news/", views.changed, needs=Verb.SEE, door=open_system, name="board-news"),
    route("themes/<str:code>/", views.theme, needs=Verb.SEE, door=open_theme, name="theme"),
    route("themes/<str:code>/merge/", views.merge, needs=Verb.TELL, door=open_theme_to_change, name="merge"),
]
