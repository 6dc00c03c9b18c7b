from accounts.views import Login
from django.urls import re_path

urlpatterns = (re_path(r"^login/$", Login.as_view(), name="login"),)
