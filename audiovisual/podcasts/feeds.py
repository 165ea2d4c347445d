"""The feeds of podcasts and capsules."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from audiovisual.podcasts.addresses import feed_path, page_path
from core.feeds.addresses import origin_of
from core.feeds.documents import RSS, Feed
from core.feeds.writing import write_feed


def show_feed(page: Any, request: HttpRequest) -> HttpResponse:
    """The feed of a page."""
    origin = origin_of(request)
    feed = Feed(
        identifier=f"urn:uuid:{page.uuid}",
        title=page.title,
        url=origin + page_path(page),
        own_url=origin + feed_path(page),
        updated=page.changed_at,
        author="",
        language=page.locale.language_code,
    )
    return HttpResponse(write_feed(feed, RSS), content_type="application/rss+xml; charset=utf-8")
