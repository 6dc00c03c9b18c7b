from django.urls import re_path

from accounts.views import Login

urlpatterns = (re_path(r"^login/$", Login.as_view(), name="login"),)
