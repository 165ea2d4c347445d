"""What joins the checks to the admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from magazine.checks.content_checker import HouseContentChecker
from magazine.checks.services import check_article
from magazine.checks.views import show_findings
from magazine.models import ArticlePage


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", urls)
    hooks.register("construct_wagtail_userbar", take_checkers_place)
    hooks.register("insert_editor_js", load_panel)
    hooks.register("insert_global_admin_css", style_panel)
    hooks.register("after_create_page", list_warnings)
    hooks.register("after_edit_page", list_warnings)


def urls() -> list[Any]:
    """The address the panel asks."""
    return [path("magazine/controles/<int:pk>/", show_findings, name="article_findings")]


def take_checkers_place(request: HttpRequest, items: list[Any], page: Any) -> None:
    """The house’s checker instead of Wagtail’s, in the user bar and beside the form."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = HouseContentChecker(in_editor=item.in_editor)


def load_panel() -> SafeString:
    """The element that keeps the list of findings fresh."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-article-findings.js"))


def style_panel() -> SafeString:
    """How the list looks."""
    return format_html('<link rel="stylesheet" href="{}">', static("workshop/findings.css"))


def list_warnings(request: HttpRequest, page: Any) -> None:
    """Say, of what has just been submitted, what is to look at still."""
    if not isinstance(page, ArticlePage) or not request.POST.get("action-submit"):
        return
    findings = check_article(page)
    if findings:
        listed = format_html_join("", "<li>{}</li>", ((found.message,) for found in findings))
        messages.warning(request, format_html("{}<ul>{}</ul>", _("L’article est soumis. À revoir encore :"), listed))
