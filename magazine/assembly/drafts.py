"""Articles of a number as they stand in their latest version, read from what is stored: no page is built for it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from core.stream_text import texts_of_block, words_of_html
from magazine.models import ArticleConcept, ArticleContributor, ArticlePage
from magazine.reading.notes import called_in
from magazine.reading.stored import stored_texts
from magazine.reading.words import count_stored_words

_WORD = re.compile(r"\w")

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
        """Words of the body and of the notes it calls."""
        return count_stored_words(ArticlePage.body.field.stream_block, self.blocks, lambda: self.footnotes)

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read or to look at."""
        shown = any(block.get("type") in ("image", "gallery", "embed", "table") for block in self.blocks)
        return shown or any(_WORD.search(text) for text in read_texts(self.blocks))

    @property
    def lost_calls(self) -> set[str]:
        """Calls in the text whose note is not there, or is empty."""
        written = {key.lower() for key, text in self.footnotes.items() if _WORD.search(words_of_html(text))}
        return set(called_in(stored_texts(self.blocks))) - written


def read_texts(raw: Iterable[Any]) -> Iterator[str]:
    """Every text a reader reads in a stored body, without its markup."""
    known = ArticlePage.body.field.stream_block.child_blocks
    for item in raw:
        if item["type"] in known:
            yield from texts_of_block(known[item["type"]], item["value"])


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
