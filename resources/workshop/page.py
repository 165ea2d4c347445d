"""What every page of the daily work is: a page of the admin, for those who work on records."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from resources.models import Record


class WorkshopPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page under the menu “Documentation”; by default for whoever may do anything to records."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish", "view"]
    header_icon = "openquote"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.permission_policy = policy_registry.get_by_type(Record)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Records, then this page."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailsnippets_resources_record:list"), "label": _("Notices")},
            {"url": "", "label": self.get_page_title()},
        ]
