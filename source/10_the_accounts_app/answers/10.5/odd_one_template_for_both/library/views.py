from django.shortcuts import render


def index(request):
    """Welcome the visitor by name: /library/?visitor=Mina."""
    visitor = request.GET.get("visitor", "stranger")
    return render(request, "index.html", {"place": "library", "visitor": visitor})
