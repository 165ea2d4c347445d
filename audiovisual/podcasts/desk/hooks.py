"""What joins podcast feeds to the admin: two addresses, and the ways there from the pages."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from audiovisual.models import PodcastsPage, ShowPage
from audiovisual.podcasts.artwork import artwork_findings
from audiovisual.podcasts.desk.views import DoctorView, TakeoverView


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", urls)
    hooks.register("register_page_header_buttons", header_buttons)
    hooks.register("after_create_page", warn_of_artwork)
    hooks.register("after_edit_page", warn_of_artwork)


def urls() -> list[Any]:
    """The doctor and the takeover."""
    return [
        path("podcasts/<int:pk>/flux/", DoctorView.as_view(), name="podcast_doctor"),
        path("podcasts/<int:pk>/reprise/", TakeoverView.as_view(), name="podcast_takeover"),
    ]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way to the doctor from a show, and to the takeover from the page of podcasts."""
    rights = page.permissions_for_user(user)
    if page.specific_class is ShowPage and rights.can_edit():
        yield Button(
            _("Examiner le flux"),
            url=reverse("podcast_doctor", args=[page.pk]),
            icon_name="clipboard-list",
            priority=30,
        )
    if page.specific_class is PodcastsPage and rights.can_add_subpage():
        url = reverse("podcast_takeover", args=[page.pk])
        yield Button(_("Reprendre un podcast"), url=url, icon_name="download", priority=30)


def warn_of_artwork(request: HttpRequest, page: Any) -> None:
    """Say what directories will refuse of the picture that was just chosen; nothing is held back for it."""
    if not isinstance(page, ShowPage):
        return
    if found := artwork_findings(page.artwork):
        listed = format_html_join("", "<li>{}</li>", ((text,) for text in found))
        messages.warning(request, format_html("{}<ul>{}</ul>", _("La pochette du podcast :"), listed))
