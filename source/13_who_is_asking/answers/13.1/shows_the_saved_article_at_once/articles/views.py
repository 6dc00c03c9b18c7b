from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from .forms import ArticleForm
from .models import Article


def index(request):
    articles = Article.objects.select_related("author").order_by("-pk")
    return render(request, "articles/index.html", {"articles": articles})


def detail(request, pk):
    return render(request, "articles/detail.html", {"article": get_object_or_404(Article, pk=pk)})


@login_required
def create(request):
    form = ArticleForm(request.POST or None)
    if form.is_valid():
        form.instance.author = request.user
        return render(request, "articles/detail.html", {"article": form.save()})
    return render(request, "articles/form.html", {"form": form})
