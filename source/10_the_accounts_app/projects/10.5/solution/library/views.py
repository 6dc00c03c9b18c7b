from django.shortcuts import render


def index(request):
    """Welcome the visitor by name: /library/?visitor=Mina."""
    return render(request, "library/index.html", {"visitor": request.GET.get("visitor", "stranger")})
