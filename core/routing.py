"""From an address to its page in two queries, however deep it stands.

Wagtail asks twice at each level: for the child with a slug, then for its own fields. Here all pages of the way are
asked at once; those on the way lend their class alone (a routable page may answer for an address below it), and the
one that answers has its fields completed at the end.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

WAY = "_pages_on_the_way"
"""Where a request keeps the pages of its address, by their path in the tree of slugs."""


def route_below(page: Page, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """What answers for an address below a page. Raises Http404 when nothing does."""
    way: dict[str, Page] | None = getattr(request, WAY, None)
    if way is not None:
        return _route_on(page, way, request, components)
    way = _pages_below(page, components)
    setattr(request, WAY, way)
    result = _route_on(page, way, request, components)
    if missing := result.page.get_deferred_fields():
        result.page.refresh_from_db(fields=list(missing))
    return result


def _pages_below(page: Page, components: Sequence[str]) -> dict[str, Page]:
    """The pages an address names one below the other, as far as they exist."""
    addresses = list(accumulate(components, lambda above, slug: f"{above}{slug}/", initial=page.url_path))[1:]
    found = Page.objects.filter(slug__in=set(components), url_path__in=addresses, path__startswith=page.path)
    return {one.url_path: one for one in found.select_related("locale")}


def _route_on(page: Page, way: dict[str, Page], request: HttpRequest, components: Sequence[str]) -> RouteResult:
    child = way.get(f"{page.url_path}{components[0]}/")
    if child is None:
        raise Http404
    child._cached_parent_obj = page
    below: Any = child.specific_deferred
    below.locale = child.locale
    return below.route(request, list(components[1:]))


def pages_on_the_way(request: HttpRequest, page: Page) -> list[Page] | None:
    """The pages between the home page and a page a request was routed to; None when it was not routed to it."""
    way: dict[str, Page] = getattr(request, WAY, {})
    if page.url_path not in way:
        return None
    return [one for address, one in way.items() if page.url_path.startswith(address) and one.pk != page.pk]
