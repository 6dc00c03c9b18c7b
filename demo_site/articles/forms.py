"""The form for a note."""

from __future__ import annotations

from django import forms

from articles.models import Article


class ArticleForm(forms.ModelForm):
    """Title and text. The author is not a field: the view takes the logged-in user."""

    class Meta:
        model = Article
        fields = ("title", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 8})}
