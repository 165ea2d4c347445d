"""A number is published, and taken offline, as a whole or not at all."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from magazine.assembly.readiness import mark_ready
from magazine.models import ArticlePage, IssuePage
from magazine.releases.refusals import AlreadyDone, NotReady, PublishedAsAWhole
from magazine.releases.services import publish_issue, withdraw_issue
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory

pytestmark = pytest.mark.django_db


def draft_issue(articles: int = 2, ready: bool = True) -> IssuePage:
    """A number that is not out, half of its articles in a dossier."""
    issue = IssueFactory(live=False)
    dossier = DossierFactory(parent=issue, live=False)
    for place in range(articles):
        article = ArticleFactory(parent=dossier if place % 2 else issue, live=False)
        article.save_revision()
        if ready:
            mark_ready(article, None, None)
    return issue


def test_publish_issue_makes_everything_live_in_order(admin_user: Any) -> None:
    issue = draft_issue(4)
    publish_issue(issue, admin_user)
    dates = list(ArticlePage.objects.visible().of_issue(issue).in_contents_order().values_list("first_published_at", flat=True))
    assert issue.live
    assert len(dates) == 4
