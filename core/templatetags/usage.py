"""What uses a thing, for the page that withdraws it."""

from typing import Any

from django import template

from core.usage import UseKind, usages_of

register = template.Library()


@register.simple_tag
def usages(thing: Any) -> list[UseKind]:
    """Everything that uses a thing, kind by kind."""
    return usages_of(thing)
