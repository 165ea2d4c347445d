"""What joins Word documents to the admin: addresses, and the way there from a number and its parts."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from magazine.models import ArticlePage, DossierPage, IssuePage, RubricPage
from magazine.word import urls
from magazine.word.views import may_give

PLACES = (IssuePage, DossierPage, RubricPage, ArticlePage)


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_page_header_buttons", header_buttons)


def admin_urls() -> list[URLPattern | URLResolver]:
    """The form and the report."""
    return [path("magazine/word/", include((urls.patterns, "magazine_word")))]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way to the form, where a document may be given."""
    if page.specific_class in PLACES and may_give(page, user):
        url = reverse("magazine_word:give", args=[page.pk])
        yield Button(_("Article depuis un document Word"), url=url, icon_name="doc-full", priority=30)
