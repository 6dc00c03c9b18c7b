"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers."""
    return layers.in_order()
