"""What the last approval does: it publishes, except what waits for its number, which becomes ready.

Wagtail imports this module while it makes its own models: nothing of theirs can be imported before the function runs.
"""

from typing import Any


def finish_workflow(state: Any, user: Any = None) -> None:
    """Publish what was approved. A page of a number that is not out waits for it; an article is ready from now on."""
    from wagtail.models import AbstractPage
    from wagtail.workflows import publish_workflow_state

    from magazine.assembly.readiness import mark_ready
    from magazine.models import ArticlePage

    page: Any = state.content_object
    if isinstance(page, AbstractPage):
        page = page.get_specific()  # not `specific`, which would keep what it was before, for the mail that tells of it
    if not waits_for_its_number(page):
        publish_workflow_state(state, user)
    elif isinstance(page, ArticlePage):
        mark_ready(page, page.get_latest_revision(), user)


def waits_for_its_number(page: Any) -> bool:
    """Whether a page may only go live with a whole number."""
    from magazine.releases.guards import IssuePart, WholeIssue, parents_are_live

    is_live = bool(getattr(page, "live", True))
    return not parents_are_live(page) if isinstance(page, IssuePart) else isinstance(page, WholeIssue) and not is_live
