from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render

from .forms import ArticleForm
from .models import Article


def index(request):
    articles = Article.objects.select_related("author").order_by("-pk")
    return render(request, "articles/index.html", {"articles": articles})


def detail(request, pk):
    return render(request, "articles/detail.html", {"article": get_object_or_404(Article, pk=pk)})


def create(request):
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        form.instance.author = request.user if request.user.is_authenticated else get_user_model().objects.first()
        form.save()
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return redirect("articles:list") if form.is_bound else render(request, "articles/form.html", {"form": form})
