"""Registers the editors' lists of people, organisations, subjects and vocabularies, and the queue of proposals."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from core.proposals import PROPOSED, REFUSED, VALIDATED
from directory.proposal_views import DecideView, ProposalsView
from directory.viewsets import AuthorityGroup

register_snippet(AuthorityGroup)


@hooks.register("register_admin_urls")
def register_proposals() -> list[URLPattern | URLResolver]:
    """The queue of proposed terms and names."""
    patterns = [
        path("", ProposalsView.as_view(), name="list"),
        path("<slug:kind>/<uuid:uuid>/", DecideView.as_view(), name="decide"),
    ]
    return [path("propositions/", include((patterns, "proposals")))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what happens to a proposal, so that the history tells it."""
    actions.register_action(PROPOSED, _("Proposer"), _("Proposé"))
    actions.register_action(VALIDATED, _("Valider"), _("Proposition validée"))
    actions.register_action(REFUSED, _("Refuser"), _("Proposition refusée"))
