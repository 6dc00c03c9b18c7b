def WhoLayer(get_response):
    def layer(request):
        response = get_response(request)
        response.headers["X-Who"] = request.user.username if request.user.is_authenticated else "a stranger"
        return response

    return layer
