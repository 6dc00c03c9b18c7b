from django.shortcuts import render


def index(request):
    """Welcome the visitor by name: /shop/?visitor=Mina."""
    visitor = request.GET.get("visitor", "stranger")
    return render(request, "index.html", {"place": "shop", "visitor": visitor})
