from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include(("accounts.urls", "accounts"))),
    path("admin/", admin.site.urls),
    path("articles/", include("articles.urls")),
]
