def in_order(layers):
    return [layer for layer in layers if "Security" not in layer]
