"""What surrounds the content of every public page: languages, canonical address, way back, menu and footer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.navigation import MenuItem, Navigation, SiteMap, read_site_map
from core.private_pages import is_private
from core.routing import ancestors_of, twins_of
from core.share_pictures import FILE_NAME, SIZE, has_chosen_picture


@dataclass(frozen=True)
class LanguageLink:
    """One language of the switcher; `url` is the same page in it, else its home page."""

    code: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Crumb:
    """One step of the way back to the home page; `language` when its title may be in another than the page’s."""

    title: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Frame:
    """All `base.html` prints around the content, asked in a handful of queries, most of them kept between requests."""

    navigation: Navigation
    languages: tuple[LanguageLink, ...]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    crumbs: tuple[Crumb, ...]
    current_item: MenuItem | None
    saves_data: bool
    shows_userbar: bool
    share_picture: str = ""
    """The whole address of the picture shown where the page is shared; "" for what is no page."""
    share_size: tuple[int, int] | None = None
    """Its size, known when it is drawn here."""


def build_frame(request: HttpRequest, context: Mapping[str, Any]) -> Frame:
    """The frame of the page a context is about.

    Views of things that are not pages may put in their context `canonical` (a path or a whole address), `alternates`
    (a path by language, when the thing has an address in several) and `crumbs` (title, path and perhaps
    language of each, the thing itself last).
    """
    site_map = read_site_map(request)
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    navigation = site_map.navigation(language)
    page = context.get("page")
    page = page if isinstance(page, Page) and page.pk else None
    alternates = _alternates(request, page, context, site_map)
    return Frame(
        navigation=navigation,
        languages=tuple(_language_links(language, alternates, site_map)),
        canonical=_canonical(request, page, context),
        alternates=tuple(_absolute(request, alternates)) if len(alternates) > 1 else (),
        crumbs=tuple(_crumbs(request, page, context, navigation)),
        current_item=_current_item(request.path, navigation),
        saves_data=saves_data(request),
        shows_userbar=settings.SESSION_COOKIE_NAME in request.COOKIES,
        share_picture=_share_picture(request, page),
        share_size=None if has_chosen_picture(page) else SIZE,
    )


def _share_picture(request: HttpRequest, page: Page | None) -> str:
    """Where the picture of a page of the site is; "" without a page of ours."""
    address = page.get_url(request) if page is not None and hasattr(page, "share_fields") else None
    return request.build_absolute_uri(f"{address}{FILE_NAME}") if address else ""


def saves_data(request: HttpRequest) -> bool:
    """Whether the visitor's browser asks for few bytes."""
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def _canonical(request: HttpRequest, page: Page | None, context: Mapping[str, Any]) -> str:
    """The one address of what is shown, without its query; "" for what has none, such as an error."""
    address = context.get("canonical", request.path if page else "")
    return request.build_absolute_uri(address) if address else ""


def _alternates(
    request: HttpRequest, page: Page | None, context: Mapping[str, Any], site_map: SiteMap
) -> dict[str, str]:
    """The path of the same thing in each language it has an address in."""
    if "alternates" in context:
        return dict(context["alternates"])
    if page is None:
        return {}
    known = site_map.translations.get(page.translation_key)
    if known is not None:
        return known
    if page.depth <= site_map.home_depth + 1:
        return {}
    twins = [twin for twin in twins_of(request, page) if twin.live and not is_private(twin)]
    found = {twin.locale.language_code: twin.get_url(request) for twin in twins}
    return {code: found[code] for code, _name in settings.LANGUAGES if found.get(code)}


def _language_links(language: str, alternates: Mapping[str, str], site_map: SiteMap) -> Iterable[LanguageLink]:
    """Each language of the site that has a home page."""
    for code, name in settings.LANGUAGES:
        if url := alternates.get(code) or site_map.homes.get(code):
            yield LanguageLink(code, str(name), url, code == language)


def _absolute(request: HttpRequest, alternates: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of language and whole address, for `hreflang`."""
    for code, path in alternates.items():
        yield code, request.build_absolute_uri(path)


def _crumbs(
    request: HttpRequest, page: Page | None, context: Mapping[str, Any], navigation: Navigation
) -> Iterable[Crumb]:
    """From the home page to the thing itself; nothing on the home page."""
    if page is None or not navigation.home_url:
        yield from (Crumb(*crumb) for crumb in context.get("crumbs", ()))
        return
    trail = [*_ancestors(request, page, navigation), Crumb(page.title, page.get_url(request) or "")]
    trail += [Crumb(*crumb) for crumb in context.get("crumbs", ())]
    if trail[-1].url != navigation.home_url:
        yield Crumb(_("Accueil"), navigation.home_url)
        yield from trail


def _ancestors(request: HttpRequest, page: Page, navigation: Navigation) -> Iterable[Crumb]:
    """The pages between the home page and this one; asks the database only when there can be some."""
    if page.depth <= navigation.home_depth + 1:
        return
    for above in ancestors_of(request, page):
        if above.depth > navigation.home_depth and above.live and not is_private(above):
            yield Crumb(above.title, above.get_url(request) or "")


def _current_item(path: str, navigation: Navigation) -> MenuItem | None:
    """The item of the menu under which an address stands."""
    under = [item for item in navigation.items if path.startswith(item.url)]
    return max(under, key=lambda item: len(item.url), default=None)
