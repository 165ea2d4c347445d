"""Where the feed of a page is."""

from typing import Any

FEED = "flux/"
"""What is added to the address of a page."""


def feed_path(page: Any) -> str:
    """The address of the feed of a page on this site: a show, a season, a series, all podcasts or all capsules."""
    return page_path(page) + FEED


def page_path(page: Any) -> str:
    """The address of a page on this site."""
    parts = page.get_url_parts()
    return str(parts[2]) if parts else "/"
