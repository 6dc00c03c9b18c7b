from django.contrib.auth.views import LoginView
from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("", views.index, name="index"),
    path("signup/", views.signup, name="signup"),
    path("login/", LoginView.as_view(template_name="members/form.html"), name="login"),
]
