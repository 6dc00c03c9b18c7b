"""The notice board: everybody may read, users may write, authors may change and delete their own notes.

An editor, who has Django's permissions for that, may change and delete any note.
"""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.messages.views import SuccessMessageMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import CreateView, DeleteView, DetailView, ListView, UpdateView

from articles.forms import ArticleForm
from articles.models import Article


class ArticleList(ListView):
    """All notes, newest first. `select_related` fetches the authors in the same query."""

    queryset = Article.objects.select_related("author")
    paginate_by = 12


class ArticleDetail(DetailView):
    """One note. The response to an unknown id is 404."""

    queryset = Article.objects.select_related("author")


class ArticleCreate(LoginRequiredMixin, SuccessMessageMixin, CreateView):
    """Write a note. An anonymous visitor is redirected to the login page with `?next=/articles/new/`."""

    model = Article
    form_class = ArticleForm
    success_message = "Your note is on the board."

    def form_valid(self, form: ArticleForm) -> HttpResponse:
        """Set the logged-in user as the author. The form has no such field, so nobody can write as another user."""
        form.instance.author = self.request.user
        return super().form_valid(form)


class AuthorOrEditorMixin(LoginRequiredMixin):
    """Allow the author of a note, and users who have `permission`. An anonymous visitor is redirected to the login
    page, all others get 403.

    A permission applies to all notes; that authors may change their own is our rule, so it is checked here.
    """

    permission: str

    def get_object(self, queryset: QuerySet[Article] | None = None) -> Article:
        """Return the note, or refuse. This checks GET and POST alike, because both get the object here."""
        article = super().get_object(queryset)
        user = self.request.user
        if article.author != user and not user.has_perm(self.permission):
            raise PermissionDenied("Only its author or an editor may change a note.")
        return article


class ArticleUpdate(AuthorOrEditorMixin, SuccessMessageMixin, UpdateView):
    """Change a note. Its author stays the same."""

    permission = "articles.change_article"
    queryset = Article.objects.select_related("author")
    form_class = ArticleForm
    success_message = "The note is changed."


class ArticleDelete(AuthorOrEditorMixin, SuccessMessageMixin, DeleteView):
    """Ask first (GET), then delete the note (POST)."""

    permission = "articles.delete_article"
    queryset = Article.objects.select_related("author")
    success_url = reverse_lazy("articles:list")
    success_message = "The note is taken down."
