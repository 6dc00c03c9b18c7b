from django.http import HttpResponse
from django.views import View


class Login(View):
    def get(self, request):
        return HttpResponse("Soon.")
