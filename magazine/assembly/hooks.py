"""What joins the assembly of a number to the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from magazine.assembly.readiness import NOT_READY_ACTION, READY_ACTION


def register() -> None:
    """Join the admin."""
    hooks.register("register_log_actions", register_log_actions)


def register_log_actions(actions: Any) -> None:
    """Name in the history of an article what was decided about it."""
    actions.register_action(READY_ACTION, _("Marquer prêt"), _("Marqué prêt"))
    actions.register_action(NOT_READY_ACTION, _("Reprendre"), _("N’est plus prêt"))
