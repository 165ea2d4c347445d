"""What joins the assembly of numbers to the admin: addresses, the menu “Magazine”, the way there from a number."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from magazine.assembly import urls
from magazine.assembly.numbers import works_anywhere
from magazine.assembly.page import works_on
from magazine.assembly.readiness import NOT_READY_ACTION, READY_ACTION
from magazine.models import IssuePage


class EditorsMenuItem(MenuItem):
    """An entry for those who work on a magazine."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user has any right on a magazine."""
        return works_anywhere(request.user)


def register() -> None:
    """Join the admin. Other parts add entries to the menu by the hook `register_magazine_menu_item`."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_admin_menu_item", magazine_menu)
    hooks.register("register_magazine_menu_item", numbers_item)
    hooks.register("register_page_header_buttons", header_buttons)
    hooks.register("register_page_listing_more_buttons", listing_buttons)
    hooks.register("register_log_actions", register_log_actions)


def admin_urls() -> list[URLPattern | URLResolver]:
    """The addresses of the numbers."""
    return [path("magazine/", include((urls.patterns, "magazine_assembly")))]


def magazine_menu() -> MenuItem:
    """The menu “Magazine”; it shows when one of its entries does."""
    menu = Menu(register_hook_name="register_magazine_menu_item")
    return SubmenuMenuItem(_("Magazine"), menu, name="magazine", icon_name="doc-full-inverse", order=150)


def numbers_item() -> MenuItem:
    """The way to the numbers."""
    return EditorsMenuItem(
        _("Numéros"), reverse("magazine_assembly:numbers"), name="numbers", icon_name="list-ol", order=10
    )


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way to the table from a number."""
    if page.specific_class is IssuePage and works_on(page.specific.permissions_for_user(user)):
        yield _to_table(page, 5)


def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The same from a list of pages."""
    if page.specific_class is IssuePage and works_on(page.specific.permissions_for_user(user)):
        yield _to_table(page, 1)


def _to_table(page: Page, priority: int) -> Button:
    url = reverse("magazine_assembly:table", args=[page.pk])
    return Button(_("Composer le numéro"), url=url, icon_name="list-ol", priority=priority)


def register_log_actions(actions: Any) -> None:
    """Name in the history of an article what was decided about it."""
    actions.register_action(READY_ACTION, _("Marquer prêt"), _("Marqué prêt"))
    actions.register_action(NOT_READY_ACTION, _("Reprendre"), _("N’est plus prêt"))
