"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers."""
    moved = [layer for layer in layers if "Authentication" in layer or "Message" in layer]
    rest = [layer for layer in layers if layer not in moved]
    return rest[:4] + moved + rest[4:]
