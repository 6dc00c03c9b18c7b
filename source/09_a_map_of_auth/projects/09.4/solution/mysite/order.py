"""The order of the middleware, from the outside in."""


def in_order(layers):
    """Return the layers as startproject wrote them: each can use what an outer one has put there."""
    return layers
