from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("", views.index, name="index"),
    path("signup/", views.signup, name="signup"),
    path("login/", views.log_in, name="login"),
]
