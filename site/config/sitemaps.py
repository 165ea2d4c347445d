"""The sitemaps: every visible page, record, concept and agent, from the same querysets as their pages.

A file holds the things of a range of numbers, so that it is found along an index however far it is, and a thing stays
in the same file for good.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from xml.sax.saxutils import escape

from django.apps import apps
from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from core.models import BasePage
from core.sections import section_path
from core.visibility import VisibleQuerySet
from directory.addresses import agent_path
from directory.models import Agent, DirectoryPage
from magazine.models import DossierItemPage
from resources.addresses import canonical_path as record_path
from resources.models import CataloguePage, Record
from thesaurus.addresses import canonical_path as concept_path
from thesaurus.models import Concept, ConceptLabel, ThesaurusPage

PER_FILE = 5_000
"""Numbers a file holds; things with a page in three languages make it 15,000 addresses, of the 50,000 allowed."""
LEADING_ELSEWHERE = (DossierItemPage,)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Line = tuple[str, datetime | None]
"""A path, and when what is there last changed."""


@dataclass(frozen=True)
class File:
    """One file of a section: its number from 1, when its newest thing changed, and what it is known by."""

    number: int
    newest: datetime | None
    state: str


class Section(Protocol):
    """One kind of address."""

    def files(self) -> Sequence[File]:
        """The files that hold something, in order."""

    def lines(self, number: int) -> Iterable[Line]:
        """The lines of a file, in an order that does not change."""


@dataclass(frozen=True)
class ThingSection:
    """Things that are not pages, under the page of their section in each language that has one."""

    things: Callable[[], VisibleQuerySet]
    section: type[BasePage]
    path: Callable[[Any, str], str]
    languages: Sequence[str]

    def files(self) -> Sequence[File]:
        """The ranges of numbers that have something visible; one query."""
        present = self._present()
        if not present:
            return []
        places = ",".join(section_path(self.section, code) for code in present)
        return [
            File(index + 1, newest, f"{places}:{count}:{newest.timestamp()}")
            for index, count, newest in self.things().count_by_number(PER_FILE)
        ]

    def lines(self, number: int) -> Iterable[Line]:
        """Every thing of a range once in each language."""
        present = self._present()
        for thing in self.things().numbered_within(range((number - 1) * PER_FILE, number * PER_FILE)):
            yield from ((self.path(thing, code), thing.changed_at) for code in present)

    def _present(self) -> list[str]:
        return [code for code in self.languages if section_path(self.section, code).startswith(f"/{code}/")]


class PageSection:
    """Pages of every language and type, by the one rule of visibility of each."""

    def files(self) -> Sequence[File]:
        """One file for each range of pages; their addresses are part of what a file is known by, since a page moves."""
        found: dict[int, list[tuple[str, datetime]]] = {}
        for page in self._pages():
            found.setdefault(page.pk // PER_FILE, []).append((page.url_path, page.changed_at))
        return [File(index + 1, max(date for _path, date in rows), repr(rows)) for index, rows in sorted(found.items())]

    def lines(self, number: int) -> Iterable[Line]:
        """The address of each page of a range, in the order of the tree."""
        for page in self._pages():
            if page.pk // PER_FILE == number - 1:
                yield (page.get_url_parts() or ("", "", "/"))[2], page.changed_at

    def _pages(self) -> list[Any]:
        """One query a type; what only leads elsewhere is no page of its own."""
        types = [model for model in apps.get_models() if issubclass(model, BasePage) and model not in LEADING_ELSEWHERE]
        wanted = ("path", "depth", "url_path", "locale", "changed_at")
        pages = [page for model in types for page in model.objects.visible().order_by().only(*wanted)]
        prefetch_related_objects(pages, "locale")
        return sorted(pages, key=lambda page: page.path)


def _concepts() -> VisibleQuerySet:
    """Concepts with the labels their addresses are made of."""
    labels = Prefetch("labels", queryset=ConceptLabel.objects.preferred())
    concepts: VisibleQuerySet = Concept.objects.visible().prefetch_related(labels)
    return concepts


def _record_path(record: Record, language: str) -> str:
    """Records have one address, in French."""
    return record_path(record)


LANGUAGES = [code for code, _name in settings.LANGUAGES]
SECTIONS: dict[str, Section] = {
    "pages": PageSection(),
    "records": ThingSection(Record.objects.visible, CataloguePage, _record_path, ["fr"]),
    "concepts": ThingSection(_concepts, ThesaurusPage, concept_path, LANGUAGES),
    "agents": ThingSection(Agent.objects.visible, DirectoryPage, agent_path, LANGUAGES),
}


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of all files."""
    listed = [(_address(section, file), file) for section, kind in SECTIONS.items() for file in kind.files()]
    known = _etag(request, *(f"{path}{file.state}" for path, file in listed))
    lines = ((path, file.newest) for path, file in listed)
    return _answer(request, known, lambda: _write(request, "sitemapindex", "sitemap", lines))


def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One file; 404 for one that holds nothing."""
    kind, wanted = SECTIONS.get(section), request.GET.get("p", "1")
    file = next((file for file in kind.files() if str(file.number) == wanted), None) if kind else None
    if kind is None or file is None:
        raise Http404
    known, number = _etag(request, section, file.state), file.number
    return _answer(request, known, lambda: _write(request, "urlset", "url", kind.lines(number)))


def _address(section: str, file: File) -> str:
    return f"/sitemap-{section}.xml" + (f"?p={file.number}" if file.number > 1 else "")


def _etag(request: HttpRequest, *parts: str) -> str:
    """What an answer is known by: it changes with every thing that comes, changes or goes."""
    digest = hashlib.sha256("\n".join([request.get_host(), request.get_full_path(), *parts]).encode())
    return f'"{digest.hexdigest()[:32]}"'


def _answer(request: HttpRequest, etag: str, write: Callable[[], bytes]) -> HttpResponse:
    """304 without reading anything for a robot that has the file already."""
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(write(), content_type="application/xml")
    response.headers["ETag"] = etag
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _write(request: HttpRequest, root: str, name: str, lines: Iterable[Line]) -> bytes:
    origin = request.build_absolute_uri("/").rstrip("/")
    body = "".join(f"<{name}><loc>{escape(origin + path)}</loc>{_lastmod(date)}</{name}>\n" for path, date in lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{body}</{root}>\n'.encode()


def _lastmod(date: datetime | None) -> str:
    return f"<lastmod>{date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if date else ""
