"""Layers of our own."""


class WhoLayer:
    """Write on every answer who asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["X-Who"] = request.user.get_username() or "a stranger"
        return response
