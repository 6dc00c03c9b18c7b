def in_order(layers):
    return layers
