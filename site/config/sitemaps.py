"""The sitemap: every visible page, record, concept and agent, from the same querysets as their pages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from wagtail.models import Page

from core.models import BasePage
from core.sections import section_path
from directory.addresses import agent_path
from directory.models import Agent, DirectoryPage
from resources.addresses import canonical_path as record_path
from resources.models import CataloguePage, Record
from thesaurus.addresses import canonical_path as concept_path
from thesaurus.models import Concept, ThesaurusPage

PER_FILE = 5_000
Item = tuple[Any, str]
"""A thing and the language of the page about it."""


class InEachLanguage(Sequence[Item]):
    """Rows of a queryset, each once in every language, of which only the slice that is asked for is read."""

    def __init__(self, rows: QuerySet[Any], languages: Sequence[str]) -> None:
        self.rows, self.languages = rows, languages

    def __len__(self) -> int:
        return self.rows.count() * len(self.languages) if self.languages else 0

    def __getitem__(self, wanted: Any) -> Any:
        start, stop, _step = wanted.indices(len(self))
        each = len(self.languages) or 1
        rows = self.rows[start // each : -(-stop // each)]
        items = [(row, language) for row in rows for language in self.languages]
        return items[start % each : start % each + stop - start]


class ThingSitemap(Sitemap[Item]):
    """Things that are not pages, under the page of their section in each of some languages."""

    limit = PER_FILE

    def __init__(
        self,
        things: Callable[[], QuerySet[Any]],
        section: type[BasePage],
        path: Callable[[Any, str], str],
        languages: Sequence[str],
    ) -> None:
        self.things, self.section, self.path, self.codes = things, section, path, languages

    def items(self) -> Sequence[Item]:
        """Every visible thing in each language that has the section."""
        present = [code for code in self.codes if section_path(self.section, code).startswith(f"/{code}/")]
        return InEachLanguage(self.things().order_by("pk"), present)

    def location(self, item: Item) -> str:
        """The canonical path of a thing in a language."""
        thing, language = item
        return self.path(thing, language)

    def lastmod(self, item: Item) -> datetime | None:
        """When it was last published."""
        published: datetime | None = item[0].last_published_at
        return published

    def get_latest_lastmod(self) -> datetime | None:
        """The newest of all, without reading them."""
        newest: datetime | None = self.things().aggregate(newest=Max("last_published_at"))["newest"]
        return newest


class PageSitemap(Sitemap[Page]):
    """Pages of every language; what is private, itself or by a page above, is left out."""

    limit = PER_FILE

    def items(self) -> QuerySet[Page]:
        """Every live and public page, the root of the tree apart."""
        pages: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1).order_by("path")
        return pages

    def location(self, item: Page) -> str:
        """The path of a page."""
        return (item.get_url_parts() or ("", "", "/"))[2]

    def lastmod(self, item: Page) -> datetime | None:
        """When it was last published."""
        published: datetime | None = item.last_published_at
        return published

    def get_latest_lastmod(self) -> datetime | None:
        """The newest of all, without reading them."""
        newest: datetime | None = self.items().aggregate(newest=Max("last_published_at"))["newest"]
        return newest


def _record_path(record: Record, language: str) -> str:
    """Records have one address, in French."""
    return record_path(record)


LANGUAGES = [code for code, _name in settings.LANGUAGES]
SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap,
    "records": ThingSitemap(Record.objects.visible, CataloguePage, _record_path, ["fr"]),
    "concepts": ThingSitemap(lambda: Concept.objects.visible().with_labels(), ThesaurusPage, concept_path, LANGUAGES),
    "agents": ThingSitemap(Agent.objects.visible, DirectoryPage, agent_path, LANGUAGES),
}
