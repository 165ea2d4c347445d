"""The sitemap: every visible page and record, from the same querysets as the pages."""

from typing import Any

from wagtail.contrib.sitemaps import Sitemap as PageSitemap

SITEMAPS: dict[str, Any] = {"pages": PageSitemap}
