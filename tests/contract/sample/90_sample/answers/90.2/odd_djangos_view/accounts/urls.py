from django.contrib.auth.views import LoginView
from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("hello/", views.hello, name="hello"),
    path("login/", LoginView.as_view(template_name="accounts/login.html", next_page="accounts:hello")),
]
