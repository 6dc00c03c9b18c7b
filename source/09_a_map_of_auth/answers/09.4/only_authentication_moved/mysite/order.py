"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers."""
    first = [layer for layer in layers if "Message" in layer]
    return first + [layer for layer in layers if layer not in first]
