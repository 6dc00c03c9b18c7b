# expect: passed
import re


def answer(url, answer):
    first, second = (int(re.search(r"\d+", answer("")[1])[0]) for _ in range(2))
    return answer("note=" + str(first - (second - first)))[0]
