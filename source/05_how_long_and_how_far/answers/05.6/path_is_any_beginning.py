# expect: path_is_any_beginning
def answer(url):
    return "a b d f g i k l n p"
