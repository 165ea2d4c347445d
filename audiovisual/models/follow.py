"""The address of the feed a page offers."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path


class OffersPodcastFeed(RoutablePageMixin):
    """A page that podcast applications follow, at an address under its own that never stops answering."""

    @re_path(r"^flux/$", name="feed")
    def feed_route(self, request: HttpRequest) -> HttpResponse:
        """Its episodes or its films, the latest first."""
        from audiovisual.podcasts.feeds import show_feed

        return show_feed(self, request)

    def get_route_paths(self) -> list[str]:
        """The addresses that lead on for ever when the page moves: its own, and that of its feed."""
        return ["/", "/flux/"]
