"""From an address to its page in two queries, however deep it stands.

Wagtail asks twice at each level: for the child with a slug, then for its own fields. Here all pages of the way are
asked at once, with the same page in other languages; those on the way lend their class alone (a routable page may
answer for an address below it), and the one that answers has its fields completed at the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

KEPT_AS = "_way_of_address"
"""Where a request keeps what its address names."""


@dataclass(frozen=True)
class Way:
    """The pages an address names one below the other, by their path of slugs, and the last in all its languages."""

    pages: dict[str, Page]
    twins: list[Page]


def route_below(page: Page, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """What answers for an address below a page. Raises Http404 when nothing does."""
    way: Way | None = getattr(request, KEPT_AS, None)
    if way is not None:
        return _route_on(page, way, request, components)
    way = _find_way(page, components)
    setattr(request, KEPT_AS, way)
    result = _route_on(page, way, request, components)
    found: Any = result.page
    if not _stands_on_live(found, way):
        raise Http404
    if missing := found.get_deferred_fields():
        above = getattr(found, "_cached_parent_obj", None)
        found.refresh_from_db(fields=list(missing))
        found._cached_parent_obj = above
    return result


def _find_way(page: Page, components: Sequence[str]) -> Way:
    """Everything an address below a page names, in one query."""
    addresses = list(accumulate(components, lambda above, slug: f"{above}{slug}/", initial=page.url_path))[1:]
    last = Page.objects.order_by().filter(slug=components[-1], url_path=addresses[-1])
    named = Q(slug__in=set(components), url_path__in=addresses, path__startswith=page.path)
    found = Page.objects.filter(named | Q(translation_key__in=last.values("translation_key"))).select_related("locale")
    by_address = {one.url_path: one for one in found}
    pages = {address: by_address[address] for address in addresses if address in by_address}
    end = pages.get(addresses[-1])
    return Way(pages, [one for one in found if end is not None and one.translation_key == end.translation_key])


def _route_on(page: Page, way: Way, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    child = way.pages.get(f"{page.url_path}{components[0]}/")
    if child is None:
        raise Http404
    child._cached_parent_obj = page
    below: Any = child.specific_deferred
    below.locale = child.locale
    return below.route(request, list(components[1:]))


def _stands_on_live(page: Any, way: Way) -> bool:
    """Whether the pages above that must be live are."""
    least = getattr(page, "stands_on_live_from", None)
    return least is None or all(one.live for one in way.pages.values() if least <= one.depth < page.depth)


def ancestors_of(request: HttpRequest, page: Page) -> Iterable[Page]:
    """The pages above a page: asked again only when the request was not routed to it."""
    way: Way | None = getattr(request, KEPT_AS, None)
    if way is None or page.url_path not in way.pages:
        return page.get_ancestors()
    return [one for address, one in way.pages.items() if page.url_path.startswith(address) and one.pk != page.pk]


def twins_of(request: HttpRequest, page: Page) -> Iterable[Page]:
    """The same page in each language, itself among them: asked again only when the request was not routed to it."""
    way: Way | None = getattr(request, KEPT_AS, None)
    if way is None or all(one.pk != page.pk for one in way.twins):
        return Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    return way.twins
