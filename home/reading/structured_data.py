"""A piece of news or a press release as schema.org understands it."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.navigation import read_site_map
from core.share_pictures import FILE_NAME
from core.structured_data import as_script
from home.models import Bulletin
from thesaurus.models import Concept


def describe(page: Bulletin, request: HttpRequest, concepts: Sequence[Concept], authors: Sequence[str]) -> SafeString:
    """The data block of a page; names only what is visible."""
    language = page.locale.language_code
    house = _house(request, language)
    address = request.build_absolute_uri(page.get_url(request) or "")
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "headline": page.title,
            "abstract": page.standfirst,
            "datePublished": page.date.isoformat(),
            "dateModified": page.last_published_at.isoformat() if page.last_published_at else "",
            "inLanguage": language,
            "author": [{"@type": "Person", "name": name} for name in authors] or house,
            "publisher": house,
            "image": address + FILE_NAME,
            "about": [{"@type": "DefinedTerm", "name": str(concept.label())} for concept in concepts],
        }
    )


def _house(request: HttpRequest, language: str) -> dict[str, str]:
    """Who publishes it."""
    facts = read_site_map(request).navigation(language).facts
    return {"@type": "Organization", "name": facts.organisation or facts.name}
