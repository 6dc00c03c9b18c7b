# expect: prefix_or_none_without_secure
def answer(url):
    return "b d g k l m n o p"
