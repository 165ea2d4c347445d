"""What the admin asks of the roles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from magazine.roles.rights import may_add


def register() -> None:
    """Join the admin."""
    hooks.register("before_create_page", refuse_parts_of_others)


def refuse_parts_of_others(request: HttpRequest, parent: Page, kind: type[Any]) -> None:
    """An author adds articles; numbers, dossiers and rubrics are the editors’."""
    if not may_add(parent, kind, request.user):
        raise PermissionDenied
