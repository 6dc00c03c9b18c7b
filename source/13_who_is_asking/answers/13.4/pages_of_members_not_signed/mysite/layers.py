class WhoLayer:
    """Write on the answers who asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code >= 400 or request.user.is_anonymous:
            response["X-Who"] = request.user.get_username() or "a stranger"
        return response
