"""Articles that are expected: announced, followed, let go."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page

from magazine.models import ArticleCommission, ArticleContributor, ArticlePage, IssuePage
from magazine.querysets import ISSUE_PATH

KEPT_AFTER = timedelta(days=90)
"""For how long the address of an author is kept once the number is out."""


@dataclass(frozen=True)
class Plan:
    """What is planned of one article."""

    agent: Any = None
    author_name: str = ""
    author_email: str = ""
    responsible: Any = None
    due_on: date | None = None
    note: str = ""


@transaction.atomic
def expect_article(parent: Page, title: str, plan: Plan, user: Any) -> ArticlePage:
    """Announce an article: an empty draft at the end of its part, with what is planned around it.

    A person of the directory signs it from the start.
    """
    article = ArticlePage(title=title, slug=_free_slug(parent, title), live=False, owner=user, locale=parent.locale)
    parent.add_child(instance=article)
    if plan.agent is not None:
        article.contributors.add(ArticleContributor(agent=plan.agent))
        article.save()
    revision = article.save_revision(user=user, log_action=False)
    log(instance=article, action="wagtail.create", user=user, revision=revision, content_changed=True)
    change_plan(article, plan)
    return article


def _free_slug(parent: Page, title: str) -> str:
    """An address nobody has under the same parent."""
    wanted = slugify(title)[:200] or "article"
    slug, number = wanted, 1
    while not Page._slug_is_available(slug, parent):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def change_plan(article: ArticlePage, plan: Plan) -> ArticleCommission:
    """Write down what is planned; another date is reminded of anew."""
    commission, _created = ArticleCommission.objects.get_or_create(article=article)
    if commission.due_on != plan.due_on:
        commission.reminded_at = commission.overdue_reminded_at = None
    commission.agent, commission.responsible, commission.due_on = plan.agent, plan.responsible, plan.due_on
    commission.author_name, commission.author_email, commission.note = plan.author_name, plan.author_email, plan.note
    commission.save()
    return commission


def plan_of(article: ArticlePage) -> Plan:
    """What is planned of an article; nothing by default."""
    commission: ArticleCommission | None = getattr(article, "commission", None)
    if commission is None:
        return Plan()
    return Plan(
        commission.agent, commission.author_name, commission.author_email, commission.responsible, commission.due_on,
        commission.note,
    )  # fmt: skip


def forget_addresses() -> int:
    """A job of the clock: addresses of authors go three months after their number came out."""
    before = timezone.now() - KEPT_AFTER
    out = IssuePage.objects.filter(live=True, first_published_at__lt=before).order_by().values_list("path", flat=True)
    kept = ArticleCommission.objects.exclude(author_email="").select_related("article")
    paths = set(out) if kept.exists() else set()
    old = [commission.pk for commission in kept if commission.article.path[:ISSUE_PATH] in paths]
    return ArticleCommission.objects.filter(pk__in=old).update(author_email="")
