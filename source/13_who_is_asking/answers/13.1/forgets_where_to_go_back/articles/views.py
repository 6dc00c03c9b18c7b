from django.shortcuts import get_object_or_404, redirect, render

from .forms import ArticleForm
from .models import Article


def index(request):
    articles = Article.objects.select_related("author").order_by("-pk")
    return render(request, "articles/index.html", {"articles": articles})


def detail(request, pk):
    return render(request, "articles/detail.html", {"article": get_object_or_404(Article, pk=pk)})


def create(request):
    if not request.user.is_authenticated:
        return redirect("accounts:login")
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        form.instance.author = request.user
        return redirect("articles:detail", form.save().pk)
    return render(request, "articles/form.html", {"form": form})
