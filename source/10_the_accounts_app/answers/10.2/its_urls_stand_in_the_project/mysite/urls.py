from django.urls import include, path

from accounts import views

urlpatterns = [
    path("articles/", include("articles.urls")),
    path("accounts/", include(([path("login/", views.login, name="login")], "accounts"))),
]
