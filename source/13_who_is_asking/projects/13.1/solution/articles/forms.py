from django import forms

from .models import Article


class ArticleForm(forms.ModelForm):
    """What a member writes. The author is no field: a client could fill it in."""

    class Meta:
        model = Article
        fields = ("title", "content")
