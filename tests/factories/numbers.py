"""Numbers in the making."""

import uuid
from typing import Any

from magazine.assembly.readiness import mark_ready
from magazine.models import ArticlePage, IssuePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory


def draft_issue(articles: int = 2, *, ready: bool = True, **kwargs: Any) -> IssuePage:
    """A number that is not out: every second article in its dossier, the others in a rubric."""
    issue: IssuePage = IssueFactory(live=False, **kwargs)
    parts = [DossierFactory(parent=issue, live=False), RubricFactory(parent=issue, live=False)]
    for place in range(articles):
        draft_article(parts[place % 2], ready=ready)
    return issue


def draft_article(parent: Any, *, ready: bool = False, **kwargs: Any) -> ArticlePage:
    """A saved draft, found ready if asked."""
    article: ArticlePage = ArticleFactory(parent=parent, live=False, **kwargs)
    article.save_revision()
    if ready:
        mark_ready(article, None, None)
    return article


def picture_block(image: Any, alt: str = "", *, decorative: bool = False) -> str:
    """A body with one picture, and a paragraph."""
    picture = {"image": image.pk, "decorative": decorative, "alt_text": alt}
    return stream(("image", {"picture": picture, "caption": "", "wide": False}), ("text", "<p>Un texte.</p>"))


def noted_body(key: uuid.UUID) -> str:
    """A body that calls a note."""
    return stream(("text", f'<p>Un texte<footnote id="{key}">[{str(key)[:6]}]</footnote>.</p>'))
