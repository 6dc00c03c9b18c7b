# expect: port_keeps_it_back
def answer(url):
    return "d g k l n p"
