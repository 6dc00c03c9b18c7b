from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import DeleteView, DetailView, ListView

from .models import Page


class Mine(LoginRequiredMixin):
    model = Page
    pk_url_kwarg = "number"

    def get_queryset(self):
        return super().get_queryset().filter(owner=self.request.user)


class Index(Mine, ListView):
    template_name = "diary/index.html"
    context_object_name = "pages"


class Read(Mine, DetailView):
    template_name = "diary/page.html"


class Delete(Mine, DeleteView):
    http_method_names = ["post"]
    success_url = "/diary/"


index, read, delete = Index.as_view(), Read.as_view(), Delete.as_view()
