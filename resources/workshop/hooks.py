"""What joins the daily work to the admin: its addresses and its entries in the menu “Documentation”."""

from django.urls import include, path
from wagtail import hooks

from resources.workshop import menu, urls


def register() -> None:
    """Join the admin. Other parts add entries to the menu by the same hook, `register_documentation_menu_item`."""
    hooks.register("register_admin_urls", lambda: [path("documentation/", include((urls.patterns, "workshop")))])
    for item in menu.items():
        hooks.register("register_documentation_menu_item", item)
