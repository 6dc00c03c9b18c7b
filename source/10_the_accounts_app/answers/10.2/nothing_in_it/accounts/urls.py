from django.urls import path

from . import views

app_name = "accounts"

urlpattern = [
    path("login/", views.login, name="login"),
]
