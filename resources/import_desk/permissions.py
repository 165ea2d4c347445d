"""Who may import: what comes in is public at once, so whoever may publish records."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase


def may_import(user: Any) -> bool:
    """Whether somebody may import."""
    return bool(user.has_perm("resources.publish_record"))


class ImportersOnly:
    """For views: refuses everybody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check first."""
        if not may_import(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response
