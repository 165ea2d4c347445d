"""What joins the erasure of people to the admin, for administrators."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.erasure.views import ErasePersonView


class AdministratorsMenuItem(MenuItem):
    """An entry for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the page would let them in."""
        return bool(request.user.is_superuser)


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_settings_menu_item", _item)


def _urls() -> list[URLPattern]:
    return [path("effacer-une-personne/", ErasePersonView.as_view(), name="erase_person")]


def _item() -> MenuItem:
    return AdministratorsMenuItem(
        gettext_lazy("Effacer une personne"), reverse("erase_person"), name="erase-person", icon_name="user", order=1900
    )
