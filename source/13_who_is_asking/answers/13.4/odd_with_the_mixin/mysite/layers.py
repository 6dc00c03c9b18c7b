from django.utils.deprecation import MiddlewareMixin


class WhoLayer(MiddlewareMixin):
    def process_response(self, request, response):
        response["X-Who"] = (getattr(request, "user", None) and request.user.get_username()) or "a stranger"
        return response
