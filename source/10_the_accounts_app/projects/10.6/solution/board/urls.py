from django.urls import path

from . import views

app_name = "board"

urlpatterns = [
    path("", views.index, name="index"),
    path("hide/", views.hide, name="hide"),
    path("show/", views.show, name="show"),
]
