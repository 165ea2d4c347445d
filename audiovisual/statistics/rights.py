"""Who may read how often programmes are heard."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from audiovisual.models import CapsulesPage, PodcastsPage

RIGHTS = {"change", "publish"}


def may_read_listening(user: Any) -> bool:
    """Whether somebody edits or publishes podcasts or capsules."""
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    policy: Any = policy_registry.get_by_type(Page)
    given = [
        one.page.path for one in policy.get_cached_permissions_for_user(user)
        if one.permission.codename.partition("_")[0] in RIGHTS
    ]  # fmt: skip
    paths = [path for model in (PodcastsPage, CapsulesPage) for path in model.objects.values_list("path", flat=True)]
    return any(path.startswith(above) for path in paths for above in given)
