"""What awaits a reading, and one's own drafts."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from resources.review_queue import ReviewQueue, drafts_of
from resources.workshop.page import WorkshopPage


class ReviewQueueView(WorkshopPage):
    """What awaits a reading, for those who publish."""

    any_permission_required: ClassVar[list[str]] = ["publish"]
    template_name = "resources/admin/review_queue.html"
    page_title = _("À relire")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the queue."""
        queue = ReviewQueue()
        page = Paginator(queue, 50).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "lines": list(page.object_list),
            "submitted": queue.submitted_count,
            "drafts": queue.draft_count,
        }


class MyDraftsView(WorkshopPage):
    """What one wrote and is not public as it stands, with what the reviewers said of it."""

    any_permission_required: ClassVar[list[str]] = ["add", "change"]
    template_name = "resources/admin/my_drafts.html"
    page_title = _("Mes brouillons")
    header_icon = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines."""
        return {**super().get_context_data(**kwargs), "lines": drafts_of(self.request.user)}
