from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("log-in/", views.login, name="login"),
]
