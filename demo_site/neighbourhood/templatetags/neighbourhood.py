"""A filter for texts in two languages. In a template: `{% load neighbourhood %}`, then `{{ text|mark_korean }}`."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

HANGUL = re.compile(r"([\uac00-\ud7a3\u3131-\u318e]+(?:\s+[\uac00-\ud7a3\u3131-\u318e]+)*)")


@register.filter
def mark_korean(text: str) -> SafeString:
    """Put `<span lang="ko">` around Hangul, so that a screen reader speaks it in Korean.

    The text comes from a user. `format_html` escapes all of it; only the span is ours.
    """
    parts = HANGUL.split(text)  # every second part is Hangul
    marked = (format_html('<span lang="ko">{}</span>', part) if n % 2 else part for n, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in marked))
