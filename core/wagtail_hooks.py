"""What the admin must know of every app: tombstones are not deleted, and what was done to them is in the history."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from core import duplicate_hooks
from core.erasure import hooks as erasure_hooks
from core.models import TombstonedModel
from core.saves import warn_of_others

duplicate_hooks.register()
erasure_hooks.register()
hooks.register("after_edit_page", warn_of_others)
hooks.register("after_edit_snippet", warn_of_others)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what is done to tombstones."""
    actions.register_action("passerelles.withdraw", _("Retirer"), _("Retiré"))
    actions.register_action("passerelles.restore", _("Rétablir"), _("Rétabli"))
    duplicate_hooks.register_log_formatters(actions)


@hooks.register("insert_global_admin_css")
def keep_titles_readable() -> SafeString:
    """What the workshop's own lists need on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("workshop/narrow.css"))


@hooks.register("insert_editor_js")
def save_once_at_a_time() -> SafeString:
    """What keeps a form from saving itself while it is being saved by hand."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-one-save.js"))


@hooks.register("before_delete_snippet")
def refuse_deletion(request: HttpRequest, instances: Sequence[Any]) -> None:
    """What others name is withdrawn, one by one, never deleted in bulk."""
    if request.path.startswith("/admin/bulk/") and any(isinstance(each, TombstonedModel) for each in instances):
        raise PermissionDenied
