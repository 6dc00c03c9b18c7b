"""What a client calls itself, in a few words."""

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
    """Put a header User-Agent into a few words: "Firefox on Linux". It is a claim: a client may send what it likes.

    What does not look like a browser is shown as it stands: "python-requests/2.32.3".
    """
    if not agent:
        return "A client without a name"
    if not agent.startswith("Mozilla/"):
        return agent[:60]
    browser = next((name for word, name in BROWSERS.items() if re.search(rf"\b{word}/", agent)), "A browser")
    system = next((name for word, name in SYSTEMS.items() if word in agent), "")
    return f"{browser} on {system}" if system else browser
