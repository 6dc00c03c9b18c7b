from django.shortcuts import get_object_or_404, render

from .models import Article


def index(request):
    """All articles, the newest first."""
    articles = Article.objects.select_related("author").order_by("-pk")
    return render(request, "articles/index.html", {"articles": articles})


def detail(request, pk):
    """One article. An unknown number is answered 404."""
    article = get_object_or_404(Article.objects.select_related("author"), pk=pk)
    return render(request, "articles/detail.html", {"article": article})
