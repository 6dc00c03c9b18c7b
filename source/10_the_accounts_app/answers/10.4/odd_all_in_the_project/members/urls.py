from django.contrib.auth.models import User
from django.urls import path
from django.views.generic import ListView

urlpatterns = [path("", ListView.as_view(model=User, template_name="everybody.html"))]
