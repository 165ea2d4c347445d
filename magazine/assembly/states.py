"""How far each article of a number is."""

from collections.abc import Container, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from magazine.assembly.drafts import Draft, read_articles
from magazine.assembly.readiness import is_ready
from magazine.models import ArticlePage


class ArticleState(models.TextChoices):
    """From the article that is only expected to the one that everybody reads."""

    MISSING = "missing", _("attendu")
    DRAFT = "draft", _("brouillon")
    IN_REVIEW = "in_review", _("en relecture")
    READY = "ready", _("prêt")
    PUBLISHED = "published", _("publié")
    CHANGED = "changed", _("publié, modifié depuis")


def states_of(issue: Page) -> dict[int, ArticleState]:
    """The state of each article of a number by its primary key, in the order of the contents; a fixed number of
    queries."""
    drafts = read_articles(issue)
    reviewed = in_review([draft.article for draft in drafts])
    return {draft.article.pk: state_of(draft, reviewed) for draft in drafts}


def state_of(draft: Draft, reviewed: Container[int]) -> ArticleState:
    """The state of one article, knowing which ones are being reviewed."""
    article = draft.article
    if article.live:
        return ArticleState.CHANGED if article.has_unpublished_changes else ArticleState.PUBLISHED
    if not draft.has_text:
        return ArticleState.MISSING
    if article.pk in reviewed:
        return ArticleState.IN_REVIEW
    return ArticleState.READY if is_ready(article) else ArticleState.DRAFT


def in_review(articles: Iterable[ArticlePage]) -> set[int]:
    """The primary keys of the articles somebody is reviewing now."""
    return set(review_states(articles))


def review_states(articles: Iterable[ArticlePage]) -> dict[int, WorkflowState]:
    """The review going on of each article that has one, with its step; one query."""
    kinds = ContentType.objects.get_for_models(Page, ArticlePage).values()
    going = WorkflowState.objects.filter(
        base_content_type__in=[kind.pk for kind in kinds],
        object_id__in=[str(article.pk) for article in articles],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {int(state.object_id): state for state in going.select_related("current_task_state__task")}
