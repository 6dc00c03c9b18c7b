"""Describes a client by its User-Agent header."""

from __future__ import annotations

import re

# In this order: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. Android names Linux too.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def describe(agent: str) -> str:
    """Describe a User-Agent header in a few words: "Firefox on Linux". A client may send any text there.

    One that does not look like a browser's is returned as it is: "python-requests/2.32.3".
    """
    if not agent:
        return "A client without a name"
    if not agent.startswith("Mozilla/"):
        return agent[:60]
    browser = next((name for word, name in BROWSERS.items() if re.search(rf"\b{word}/", agent)), "A browser")
    system = next((name for word, name in SYSTEMS.items() if word in agent), "")
    return f"{browser} on {system}" if system else browser
