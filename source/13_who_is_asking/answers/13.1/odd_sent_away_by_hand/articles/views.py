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
    if request.user.is_anonymous:
        return redirect_to_login(request.get_full_path())
    form = ArticleForm(request.POST or None, instance=Article(author=request.user))
    if form.is_valid():
        form.save()
        return redirect("articles:list")
    return render(request, "articles/form.html", {"form": form})
