"""The panels of the first page of the workshop."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from magazine.dashboard.late import PATIENCE, follows_others, what_is_late
from magazine.dashboard.waiting import what_waits


class WaitingPanel(Component):
    """“Ce qui m’attend”: instead of Wagtail’s list of what awaits a review, which it holds."""

    name = "what_waits"
    template_name = "magazine/admin/waiting_panel.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What waits for who looks."""
        request: HttpRequest = (parent_context or {})["request"]
        return {"lines": what_waits(request.user)}


class LatePanel(Component):
    """“Ce qui est en retard”, for those who follow the work of others."""

    name = "what_is_late"
    template_name = "magazine/admin/late_panel.html"
    order = 110

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What is late among what the user may change."""
        user = (parent_context or {})["request"].user
        return {"lines": what_is_late(user) if follows_others(user) else [], "patience": PATIENCE.days}
