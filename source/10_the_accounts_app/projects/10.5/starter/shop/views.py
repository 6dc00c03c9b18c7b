from django.shortcuts import render


def index(request):
    """Welcome the visitor by name: /shop/?visitor=Mina."""
    return render(request, "index.html", {"visitor": request.GET.get("visitor", "stranger")})
