"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers."""
    return [layer for layer in layers if "Message" not in layer and "XFrame" not in layer]
