"""How much memory the site adds to a real kernel in which only `requests` was imported."""

from __future__ import annotations

import json
import sys
from statistics import median

from benchmarks.process import json_from
from benchmarks.rounds import counted
from benchmarks.table import Figure, Row, spread

ROUNDS = 3
MOST = 16.0  # the target, in MB
REQUESTS = 50

IN_THE_KERNEL = """
import psutil, requests
me = psutil.Process()
before = me.memory_info().rss
WHAT_FOLLOWS
print((me.memory_info().rss - before) / 1e6)
"""
SITE = f"""
from classroom.site.live_site import open_site
site = open_site()
with requests.Session() as session:
    session.trust_env = False
    for number in range({REQUESTS}):
        session.get(site.url + ("/", "/desk/counter/", "/accounts/login/")[number % 3], timeout=10)
"""
PARTS = {"site": SITE, "floor": "from benchmarks.start import set_up; set_up()"}


def measure(rounds: int) -> list[Row]:
    for part in PARTS:  # bytecode and the database template are made before the first round
        json_from("benchmarks.memory", part)
    pairs = [[json_from("benchmarks.memory", part) for part in PARTS] for _ in counted("memory", rounds)]
    added, floor = zip(*pairs, strict=True)
    return [
        Figure(
            f"memory that the site adds to a kernel, MB, {REQUESTS} requests recorded: min / median / max",
            spread(added),
            f"at most {MOST:g} MB",
            median(added) <= MOST,
        ),
        Figure("of which import django + setup() take, MB: min / median / max", spread(floor)),
    ]


def main(part: str) -> None:
    """Start a kernel, run the code in it, and print the megabytes that it added. psutil comes with ipykernel."""
    from jupyter_client.manager import start_new_kernel

    said: list[str] = []
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive(
            IN_THE_KERNEL.replace("WHAT_FOLLOWS", PARTS[part]),
            timeout=60,
            output_hook=lambda message: said.append(message["content"].get("text", "")),
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    print(json.dumps(float("".join(said))))


if __name__ == "__main__":
    main(sys.argv[1])
