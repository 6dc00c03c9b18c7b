"""A filter for prices. In a template: `{% load market %}`, then `{{ product.price|thousands }}`."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def thousands(amount: int) -> str:
    """Write 28000 as 28,000."""
    return f"{amount:,}"
