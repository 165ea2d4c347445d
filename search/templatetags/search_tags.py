"""What every search box needs, wherever it stands."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from core.sections import section_path
from search.addresses import ADVANCED_WORDS, HELP_WORDS

register = template.Library()


@register.simple_tag
def search_links() -> dict[str, str]:
    """The addresses of the help, of the form that writes a query, and of what is proposed while one types."""
    from search.models import SearchPage

    language = (get_language() or "fr")[:2]
    section = section_path(SearchPage, language)
    if not section:
        return {"help": "", "advanced": "", "names": reverse("search-names")}
    language = next((code for code in HELP_WORDS if section.startswith(f"/{code}/")), "fr")
    return {
        "help": section + HELP_WORDS[language],
        "advanced": section + ADVANCED_WORDS[language],
        "names": reverse("search-names"),
    }
