"""What every page about one number is in the admin: for the editors of the magazine, with the way back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from magazine.models import IssuePage
from magazine.releases.guards import IssuePermissions

NUMBERS = gettext_lazy("Numéros")


class IssueDeskPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about the number whose primary key is in the address."""

    header_icon = "list-ol"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who work on the magazine, and may do what the page does."""
        if not (works_on(self.rights) and self.may_enter()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self) -> bool:
        """What more this page asks for; nothing by default."""
        return True

    @cached_property
    def issue(self) -> IssuePage:
        """The number."""
        return get_object_or_404(IssuePage, pk=self.kwargs["pk"])

    @cached_property
    def rights(self) -> IssuePermissions:
        """What the user may do with the number."""
        return self.issue.permissions_for_user(self.request.user)

    @property
    def desk_url(self) -> str:
        """The number on the table."""
        return reverse("magazine_assembly:table", args=[self.issue.pk])

    def get_page_subtitle(self) -> str:
        """The number’s title."""
        return str(self.issue.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The numbers, this one, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("magazine_assembly:numbers"), "label": NUMBERS},
            {"url": self.desk_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The number and where it stands on the table."""
        return {**super().get_context_data(**kwargs), "issue": self.issue, "desk_url": self.desk_url}


def works_on(rights: Any) -> bool:
    """Whether somebody may do anything at all to a page."""
    return bool(rights.user.is_active and (rights.user.is_superuser or rights.permissions))
