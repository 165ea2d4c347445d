"""The addresses of the feeds a page offers."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path


class OffersFeeds(RoutablePageMixin):
    """A page that can be followed: its articles as Atom and as RSS, under its own address."""

    @re_path(r"^(?P<syntax>atom|rss)/$", name="feed")
    def feed_route(self, request: HttpRequest, syntax: str) -> HttpResponse:
        """The articles, whole, in reading order."""
        from magazine.feeds import show_feed

        return show_feed(self, request, syntax)
