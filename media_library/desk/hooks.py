"""What joins recordings to the admin."""

from typing import Any

from django.db.models import ForeignKey
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtailmedia.widgets import AdminMediaChooser

from media_library.desk.views import ActionView, EditView, ReleasesView
from media_library.models import Recording

BEFORE_THE_LIBRARY = -1
"""Its page of a recording is replaced by ours, at the same address."""
LABEL = _("Sons et films")
AFTER_PICTURES = 305


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", admin_urls, order=BEFORE_THE_LIBRARY)
    hooks.register("construct_main_menu", name_menu_item)
    hooks.register("construct_search", name_search_area)
    register_form_field_override(ForeignKey, to=Recording, override={"widget": AdminMediaChooser})


def admin_urls() -> list[URLPattern | URLResolver]:
    """The pages of a recording."""
    return [
        path("media/edit/<int:recording>/", EditView.as_view()),
        path("recordings/<int:recording>/accords/", ReleasesView.as_view(), name="recording-releases"),
        path("recordings/<int:recording>/faire/", ActionView.as_view(), name="recording-action"),
    ]


def name_menu_item(request: HttpRequest, menu_items: list[Any]) -> None:
    """Call the library what editors call it, beside the pictures."""
    for item in menu_items:
        if item.name == "media":
            item.label, item.order = LABEL, AFTER_PICTURES


def name_search_area(request: HttpRequest, search_areas: list[Any]) -> None:
    """The same among what the admin searches."""
    for area in search_areas:
        if area.name == "media":
            area.label = LABEL
