# expect: passed
from urllib.parse import urljoin

import requests


def answer(url, start, step=1):
    here = urljoin(url, start)
    given = requests.get(here, headers={"x-step": f"{step}"}, allow_redirects=False)
    if given.status_code // 100 == 3:
        answer(url, given.headers["location"], step + 1)
