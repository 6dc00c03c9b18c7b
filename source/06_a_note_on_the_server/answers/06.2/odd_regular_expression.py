# expect: passed
import re
from collections import OrderedDict

from django.core import signing


def answer(url, stored):
    text = signing.b64_decode(stored.rsplit(":", 2)[0].encode()).decode()
    return OrderedDict(re.findall(r'"(\w+)":"(\w+)"', text))
