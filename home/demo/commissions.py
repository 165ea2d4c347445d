"""What the editors of the demonstration plan around an article, and how far it is."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from magazine.assembly.readiness import mark_ready
from magazine.models import ArticleCommission, ArticlePage

REVIEW, READY = "review", "ready"
NAMED = ("author_name", "author_email", "note")


def plan_article(article: ArticlePage, facts: dict[str, Any], agents: dict[str, Any], user: Any) -> None:
    """Say from whom an article is expected and for when, then bring it to the state its file gives it."""
    if plan := facts.get("commission"):
        users = get_user_model()._default_manager
        ArticleCommission.objects.create(
            article=article,
            agent=agents[plan["agent"]] if "agent" in plan else None,
            responsible=users.filter(username=plan.get("responsible", "")).first(),
            due_on=timezone.localdate() + timedelta(days=plan["due_in_days"]),
            **{name: plan[name] for name in NAMED if name in plan},
        )
    state = facts.get("state")
    if state == REVIEW and (workflow := article.get_workflow()) is not None:
        workflow.start(article, user)
    elif state == READY:
        mark_ready(article, None, user)
