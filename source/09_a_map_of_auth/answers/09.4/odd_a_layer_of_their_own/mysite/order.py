"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers."""
    return [*layers, "mysite.order.nothing"]


def nothing(get_response):
    return lambda request: get_response(request)
