"""The words of the menu and the greetings, in two languages.

A large site would use Django's translation system (https://docs.djangoproject.com/en/5.2/topics/i18n/). For a dozen
words a dictionary is enough, and you can read it here.
"""

from __future__ import annotations

LABELS = {
    "en": {
        "home": "Home",
        "articles": "Notice board",
        "market": "Market",
        "desk": "Front desk",
        "preferences": "Preferences",
        "log_in": "Log in",
        "welcome": "Good to see you, neighbour.",
        "hello_stranger": "Hello, stranger.",
        "hello": "Hello, {name}.",
    },
    "ko": {
        "home": "첫 화면",
        "articles": "게시판",
        "market": "장터",
        "desk": "안내 창구",
        "preferences": "환경 설정",
        "log_in": "로그인",
        "welcome": "이웃님, 반갑습니다.",
        "hello_stranger": "안녕하세요, 처음 오신 분.",
        "hello": "안녕하세요, {name} 님.",
    },
}


def labels_for(language: str) -> dict[str, str]:
    """Return the words for a language code; English for an unknown one."""
    return LABELS.get(language, LABELS["en"])
