class WhoLayer:
    def __init__(self, get_response):
        self.get_response = get_response
        self.name = ""

    def __call__(self, request):
        response = self.get_response(request)
        self.name = self.name or request.user.get_username() or "a stranger"
        response["X-Who"] = self.name
        return response
