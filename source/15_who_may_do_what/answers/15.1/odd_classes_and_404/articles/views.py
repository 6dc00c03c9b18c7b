from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from .forms import ArticleForm
from .models import Article


class Index(ListView):
    queryset = Article.objects.order_by("-pk")
    template_name = "articles/index.html"
    context_object_name = "articles"


class Detail(DetailView):
    model = Article
    template_name = "articles/detail.html"


class Create(LoginRequiredMixin, CreateView):
    model = Article
    form_class = ArticleForm
    template_name = "articles/form.html"

    def form_valid(self, form):
        form.instance.author = self.request.user
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("articles:detail", args=[self.object.pk])


class Update(LoginRequiredMixin, UpdateView):
    form_class = ArticleForm
    template_name = "articles/form.html"

    def get_queryset(self):
        return self.request.user.articles.all()

    def get_success_url(self):
        return reverse("articles:list")


class Delete(LoginRequiredMixin, DeleteView):
    template_name = "articles/delete.html"
    success_url = "/articles/"

    def get_queryset(self):
        return self.request.user.articles.all()


index, detail, create, update, delete = (each.as_view() for each in (Index, Detail, Create, Update, Delete))
