"""What the admin must know of the documentation centre."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.snippets.models import register_snippet

from resources.bulk_actions.actions import ACTIONS
from resources.identifiers import check_identifier
from resources.import_desk import hooks as import_hooks
from resources.models import Record
from resources.periodicals import hooks as periodicals_hooks
from resources.reading import hooks as reading_hooks
from resources.viewsets import DocumentationGroup
from resources.workshop import hooks as workshop_hooks

register_snippet(DocumentationGroup)
workshop_hooks.register()
import_hooks.register()
reading_hooks.register()
periodicals_hooks.register()

AFTER_WAGTAIL = 100
"""Later than Wagtail's own bulk actions, so that withdrawal takes the place of deletion."""

for _action in ACTIONS:
    hooks.register("register_bulk_action", _action, order=AFTER_WAGTAIL)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def warn_of_wrong_numbers(request: HttpRequest, instance: Any) -> None:
    """Say that an ISBN or another number is wrong: it is kept as printed, so nothing else would."""
    if not isinstance(instance, Record) or "application/json" in request.headers.get("Accept", ""):
        return
    for number in instance.identifiers.all():
        if not check_identifier(number.kind, number.value).valid:
            text = _("%(kind)s « %(value)s » : le chiffre de contrôle est faux. Il est gardé tel quel, et signalé.")
            messages.warning(request, text % {"kind": number.get_kind_display(), "value": number.value})


class RecordsSummaryItem(SummaryItem):
    """How many records there are, on the first page of the workshop."""

    order = 50
    template_name = "resources/admin/summary.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The count and the address of the list."""
        return {"total": Record.objects.not_gone().count(), "url": reverse("wagtailsnippets_resources_record:list")}

    def is_shown(self) -> bool:
        """Whether the user works on records."""
        user = self.request.user
        return any(user.has_perm(f"resources.{action}_record") for action in ("add", "change", "publish"))


@hooks.register("construct_homepage_summary_items")
def count_records(request: HttpRequest, items: list[Any]) -> None:
    """Put the records beside pages, images and documents."""
    items.append(RecordsSummaryItem(request))
