"""The menu, the homes of each language and the footer: read from the page tree once, kept a few seconds.

Only what an anonymous visitor may see is kept, so that every reader can be given the same.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site

from core.known_sites import forget_sites
from core.models import SiteInformation
from core.models.site_information import LocalInformation

KEPT_SECONDS = 10.0
"""How long another process may go on showing what this one has just hidden or renamed."""


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu; `rubrique` gives it its weave."""

    title: str
    url: str
    rubrique: str = ""


@dataclass(frozen=True)
class FooterColumn:
    """A heading of the footer and the pages under it."""

    heading: str
    links: tuple[MenuItem, ...]


@dataclass(frozen=True)
class Facts:
    """Who we are, where, and when the house is open, in one language."""

    name: str = "Passerelles"
    organisation: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    tagline: str = ""
    hours: str = ""
    access: str = ""


@dataclass(frozen=True)
class Navigation:
    """What one language's pages have around them."""

    language: str
    home_url: str = ""
    home_depth: int = 2
    search_url: str = ""
    items: tuple[MenuItem, ...] = ()
    columns: tuple[FooterColumn, ...] = ()
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class SiteMap:
    """The upper part of the page tree in every language."""

    homes: dict[str, str]
    home_depth: int
    translations: dict[UUID, dict[str, str]]
    """For home pages and their children: the path in each language, by translation key."""
    navigations: dict[str, Navigation]

    def navigation(self, language: str) -> Navigation:
        """What surrounds pages of a language; that of the site's main language when it has no home page."""
        found = self.navigations.get(language) or self.navigations.get(settings.LANGUAGE_CODE)
        return found or Navigation(language)


FooterProvider = Callable[[HttpRequest], dict[str, list[FooterColumn]]]
_footer_providers: list[FooterProvider] = []
_kept: dict[int, tuple[float, SiteMap]] = {}


def register_footer(provider: FooterProvider) -> None:
    """Declare who knows the columns of the footer, by language; upper layers own the pages listed there."""
    if provider not in _footer_providers:
        _footer_providers.append(provider)


def forget_navigation(**kwargs: Any) -> None:
    """Read the tree again at the next request."""
    _kept.clear()
    forget_sites()


def forget_when_saved(sender: type[Any], **kwargs: Any) -> None:
    """Forget at once, and again after commit, when something the navigation is made of changes."""
    if issubclass(sender, Page | PageViewRestriction | SiteInformation | LocalInformation | Site | Locale):
        forget_navigation()
        transaction.on_commit(forget_navigation)


def read_site_map(request: HttpRequest) -> SiteMap:
    """The site's map; empty when the request's host has no site."""
    site = Site.find_for_request(request)
    if site is None:
        return SiteMap({}, 2, {}, {})
    kept = _kept.get(site.pk)
    if kept and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    site_map = _build_site_map(site, request)
    _kept[site.pk] = (time.monotonic(), site_map)
    return site_map


def _build_site_map(site: Site, request: HttpRequest) -> SiteMap:
    """Read homes, their children, the footer and the facts of all languages, in a fixed number of queries."""
    depth = site.root_page.depth
    homes = list(site.root_page.get_translations(inclusive=True).live().public().select_related("locale"))
    sections = list(_sections_of(homes, depth))
    columns: dict[str, list[FooterColumn]] = {}
    for provider in _footer_providers:
        for language, listed in provider(request).items():
            columns.setdefault(language, []).extend(listed)
    facts = _facts_by_language(site)
    navigations = {}
    for home in homes:
        language = home.locale.language_code
        children = [page for page in sections if page.path.startswith(home.path)]
        navigations[language] = Navigation(
            language=language,
            home_url=home.get_url(request) or "",
            home_depth=depth,
            search_url=_search_url(children, request),
            items=tuple(_item(page, request) for page in children if page.show_in_menus),
            columns=tuple(columns.get(language, ())),
            facts=facts.get(language) or facts[settings.LANGUAGE_CODE],
        )
    return SiteMap(
        homes={language: navigation.home_url for language, navigation in navigations.items()},
        home_depth=depth,
        translations=_translations([*homes, *sections], request),
        navigations=navigations,
    )


def _sections_of(homes: Sequence[Page], depth: int) -> Iterable[Page]:
    """The visible children of all home pages, in the order of the tree."""
    if not homes:
        return ()
    children = Page.objects.live().public().filter(depth=depth + 1).select_related("locale").order_by("path")
    starts = tuple(home.path for home in homes)
    return [page for page in children if page.path.startswith(starts)]


def _item(page: Page, request: HttpRequest) -> MenuItem:
    """A page as a link, with the section its class belongs to."""
    return MenuItem(page.title, page.get_url(request) or "", getattr(page.specific_class, "rubrique", ""))


def _search_url(sections: Sequence[Page], request: HttpRequest) -> str:
    """The page that searches everything, else one that searches something, else nothing."""
    searching = [page for page in sections if hasattr(page.specific_class, "search_kinds")]
    searching.sort(key=lambda page: bool(page.specific_class.search_kinds))
    return (searching[0].get_url(request) or "") if searching else ""


def _translations(pages: Sequence[Page], request: HttpRequest) -> dict[UUID, dict[str, str]]:
    """Paths by translation key and language, in the order of the languages."""
    order = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}
    found: dict[UUID, dict[str, str]] = {}
    for page in sorted(pages, key=lambda page: order.get(page.locale.language_code, 99)):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page.get_url(request) or ""
    return found


def _facts_by_language(site: Site) -> dict[str, Facts]:
    """The site's information in each language; what a language does not say is said in the main one."""
    stored = SiteInformation.objects.filter(site=site).prefetch_related("local_information__locale").first()
    if stored is None:
        return {settings.LANGUAGE_CODE: Facts()}
    shared = {
        name: getattr(stored, name)
        for name in ("name", "organisation", "street", "postcode", "city", "country", "phone", "email")
    }
    texts = {text.locale.language_code: text for text in stored.local_information.all()}
    main = texts.get(settings.LANGUAGE_CODE)
    return {
        code: Facts(**shared, **{name: _local(name, texts.get(code), main) for name in ("tagline", "hours", "access")})
        for code, _name in settings.LANGUAGES
    }


def _local(name: str, text: LocalInformation | None, main: LocalInformation | None) -> str:
    """One text in a language, else in the main one."""
    return str(getattr(text, name, "") or getattr(main, name, ""))
