# expect: path_is_any_beginning
def answer(url):
    return "abcdefghijklmnop"
