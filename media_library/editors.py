"""Who works here: asked by views that show to editors what is not public, without a cookie for anybody else."""

from django.conf import settings
from django.http import HttpRequest


def is_editor(request: HttpRequest) -> bool:
    """Whether the visitor works in the administration. Who has no session is not asked further: the answer would vary
    by cookie for everyone."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm("wagtailadmin.access_admin")
