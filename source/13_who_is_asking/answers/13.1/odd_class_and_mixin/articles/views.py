from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.views.generic import CreateView, DetailView, ListView

from .models import Article


class Create(LoginRequiredMixin, CreateView):
    model = Article
    fields = ["title", "content"]
    template_name = "articles/form.html"

    def form_valid(self, form):
        form.instance.author = self.request.user
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("articles:list")


class Index(ListView):
    model = Article
    template_name = "articles/index.html"
    context_object_name = "articles"


index = Index.as_view()
create = Create.as_view()
detail = DetailView.as_view(model=Article)
