from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from .forms import ArticleForm
from .models import Article


def index(request):
    """All articles, the newest first."""
    articles = Article.objects.select_related("author").order_by("-pk")
    return render(request, "articles/index.html", {"articles": articles})


def detail(request, pk):
    """One article. An unknown number is answered 404."""
    article = get_object_or_404(Article, pk=pk)
    return render(request, "articles/detail.html", {"article": article})


@login_required
def create(request):
    """Show the form (GET), save the article (POST). Its author is whoever is logged in."""
    form = ArticleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.author = request.user
        return redirect("articles:detail", form.save().pk)
    return render(request, "articles/form.html", {"form": form})


@login_required
def update(request, pk):
    """Show the form with the article in it (GET), save it (POST). For its author alone."""
    article = get_object_or_404(Article, pk=pk)
    form = ArticleForm(request.POST or None, instance=article)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("articles:detail", pk)
    return render(request, "articles/form.html", {"form": form})


@login_required
def delete(request, pk):
    article = get_object_or_404(Article, pk=pk)
    if article.author != request.user:
        raise PermissionDenied
    if request.method == "POST":
        article.delete()
        return redirect("articles:list")
    return render(request, "articles/delete.html", {"article": article})
