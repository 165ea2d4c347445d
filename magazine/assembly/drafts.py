"""Articles of a number as they stand in their latest version, read from what is stored: no page is built for it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from magazine.models import ArticleConcept, ArticleContributor, ArticlePage

_UNREAD = {
    "id", "type", "level", "tone", "url", "source_url", "email", "page", "link", "picture", "records", "concepts",
    "document", "image", "label_format", "wide", "row_headings",
}  # fmt: skip
"""Keys of stored blocks under which stands no text a reader reads."""
_WORD = re.compile(r"\w[\w’'\-]*")
_CALL = re.compile(r"<footnote[^>]*\bid=\"([^\"]+)\"")
_BREAK = re.compile(r"<(?:/p|/li|/h\d|br|/td)[^>]*>", re.IGNORECASE)

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """One article: its row, and what its latest version says, as it is stored."""

    article: ArticlePage
    content: Content

    @property
    def title(self) -> str:
        """The title of the latest version."""
        return str(self.content.get("title") or self.article.draft_title or self.article.title)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks of the body."""
        body = self.content.get("body") or []
        return json.loads(body) if isinstance(body, str) else body

    @property
    def footnotes(self) -> dict[str, str]:
        """The text of each note, by its identity."""
        return {str(note["uuid"]): note.get("text") or "" for note in self.content.get("footnotes") or ()}

    @property
    def words(self) -> int:
        """Words of the body and of its notes."""
        return sum(count_words(text) for text in (*read_texts(self.blocks), *self.footnotes.values()))

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read or to look at."""
        return bool(self.blocks) and (any(_WORD.search(text) for text in read_texts(self.blocks)) or self._shows)

    @property
    def _shows(self) -> bool:
        return any(block.get("type") in ("image", "gallery", "embed", "table") for block in self.blocks)

    @property
    def lost_calls(self) -> set[str]:
        """Calls in the text whose note is not there, or is empty."""
        written = {key for key, text in self.footnotes.items() if _WORD.search(strip_tags(text))}
        called = {key for text in read_texts(self.blocks, stripped=False) for key in _CALL.findall(text)}
        return called - written


def count_words(text: str) -> int:
    """How many words a plain text has; “aujourd’hui” is one."""
    return len(_WORD.findall(text))


def read_texts(value: Any, *, stripped: bool = True) -> Iterator[str]:
    """Every text of stored blocks, without its markup unless it is asked for."""
    if isinstance(value, str):
        yield unescape(strip_tags(_BREAK.sub(" ", value))) if stripped else value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in _UNREAD:
                yield from read_texts(each, stripped=stripped)
    elif isinstance(value, list):
        for each in value:
            yield from read_texts(each, stripped=stripped)


def read_articles(issue: Page) -> list[Draft]:
    """The articles of a number in their latest versions, in the order of the tree; a fixed number of queries."""
    articles = list(
        ArticlePage.objects.of_issue(issue)
        .in_contents_order()
        .select_related("latest_revision", "locked_by", "owner", "commission__responsible", "commission__agent")
    )
    return read_drafts_of(articles)


def read_drafts_of(articles: Iterable[ArticlePage]) -> list[Draft]:
    """Some articles in their latest versions, which are already read with them (`latest_revision`); three queries."""
    articles = list(articles)
    published = [article for article in articles if _row_is_latest(article)]
    rows = _read_rows(published)
    return [Draft(article, rows.get(article.pk) or article.latest_revision.content) for article in articles]


def _row_is_latest(article: ArticlePage) -> bool:
    """Whether the row itself holds the latest version, as Wagtail sees it."""
    return article.latest_revision is None or not article.has_unpublished_changes


def _read_rows(articles: Iterable[ArticlePage]) -> dict[int, Content]:
    """What a version of each article would say, were it saved now; three queries for all of them."""
    articles = list(articles)
    pks = [article.pk for article in articles]
    parts: dict[str, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for name, manager, fields in (
        ("contributors", ArticleContributor.objects, ("agent", "role")),
        ("concepts", ArticleConcept.objects, ("concept",)),
        ("footnotes", Footnote.objects, ("uuid", "text")),
    ):
        for row in manager.filter(page__in=pks).order_by("sort_order").values("page", *fields):
            parts[name][row["page"]].append(row)
    return {
        article.pk: {
            "title": article.title,
            "standfirst": article.standfirst,
            "image": article.image_id,
            "image_alt": article.image_alt,
            "body": list(article.body.raw_data),
            **{name: parts[name][article.pk] for name in ("contributors", "concepts", "footnotes")},
        }
        for article in articles
    }
