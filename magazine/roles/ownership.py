"""An article asked from somebody who has an account is theirs: an author edits only what they own."""

from typing import Any

from django.contrib.auth import get_user_model

from magazine.models import ArticleCommission, ArticlePage


def hand_over(commission: ArticleCommission) -> None:
    """Give an article to the active user whose address is that of the person it is expected from, if there is one."""
    if not commission.author_email:
        return
    users = get_user_model()._default_manager.filter(is_active=True, email__iexact=commission.author_email)
    author = users.order_by("pk").first()
    if author is not None:
        ArticlePage.objects.filter(pk=commission.article_id).exclude(owner=author).update(owner=author)


def hand_over_when_saved(sender: Any, instance: ArticleCommission, raw: bool = False, **kwargs: Any) -> None:
    """Keep the owner in step with the commission."""
    if not raw:
        hand_over(instance)
