from django.urls import path

from . import views

app_name = "board"

urlpatterns = [
    path("", views.Board.as_view(), name="index"),
    path("hide/", views.Hide.as_view(), name="hide"),
    path("show/", views.Show.as_view(), name="show"),
]
