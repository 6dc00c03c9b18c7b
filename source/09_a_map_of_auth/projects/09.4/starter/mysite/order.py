"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers of startproject in the order that we want."""
    first = [layer for layer in layers if "Authentication" in layer or "Message" in layer]
    return first + [layer for layer in layers if layer not in first]
