from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("hello/", views.hello, name="hello"),
    path("login/", views.log_in, name="login"),
]
