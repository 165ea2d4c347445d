"""Where the admin offers private links."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from magazine.models import IssuePage
from magazine.previews.admin import PreviewLinksView


def register() -> None:
    """Join Wagtail's hooks."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_page_header_buttons", header_buttons)


def admin_urls() -> list[URLPattern]:
    """The page of a number's links."""
    return [path("magazine/<int:pk>/apercus/", PreviewLinksView.as_view(), name="magazine_previews")]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way there from a number."""
    if page.specific_class is IssuePage and page.permissions_for_user(user).can_edit():
        url = reverse("magazine_previews", args=[page.pk])
        yield Button(_("Liens d’aperçu"), url=url, icon_name="view", priority=60)
