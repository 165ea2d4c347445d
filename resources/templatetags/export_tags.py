"""Links to files of a whole search."""

from dataclasses import replace
from typing import Any

from django import template
from django.utils.formats import number_format

from core.sections import section_path
from resources.exports.formats import FORMATS
from resources.exports.services import MOST_PUBLIC
from resources.models import CataloguePage
from search.addresses import SearchAddress

register = template.Library()


@register.simple_tag
def export_links(address: SearchAddress, total: int) -> dict[str, Any]:
    """The files of everything a search finds; none, and why, when it finds too much."""
    section = section_path(CataloguePage)
    if not section or total > MOST_PUBLIC:
        return {"links": [], "most": number_format(MOST_PUBLIC, force_grouping=True) if section else ""}
    whole = replace(address, page=1, per_page=20)
    links = [(form.label, whole.url(f"{section}exporter/{form.name}/")) for form in FORMATS.values()]
    return {"links": links, "most": ""}
