from django.contrib.auth.views import LoginView
from django.http import HttpResponse

log_in = LoginView.as_view(template_name="door/login.html", next_page="inside")


def inside(request):
    return HttpResponse(f"Hello, {request.user}.")
