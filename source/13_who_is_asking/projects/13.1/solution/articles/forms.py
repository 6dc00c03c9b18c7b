from django import forms

from .models import Article


class ArticleForm(forms.ModelForm):
    """What a member writes. The author is no field: nobody can sign as somebody else."""

    class Meta:
        model = Article
        fields = ["title", "content"]
