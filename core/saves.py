"""Two people, or two windows, that save one thing: nobody's words vanish, and each is told of the other's.

Wagtail refuses to let a form save itself over a version it has not seen; saved by hand, such a form makes a version of
its own. What is added here: a version that was published or submitted is never written over, and who saves by hand over
what they have not seen is told, with a way to compare.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState


def is_settled(thing: Any, revision: Revision) -> bool:
    """Whether a version is what the public sees, or what somebody was asked to read: no later save may change it."""
    if getattr(thing, "live_revision_id", None) == revision.pk:
        return True
    return TaskState.objects.filter(revision=revision).exists()


def warn_of_others(request: HttpRequest, thing: Any) -> None:
    """Tell who has saved by hand that somebody else had saved since they opened the form; a hook of Wagtail's."""
    if "application/json" in request.headers.get("Accept", "") or not hasattr(thing, "revisions"):
        return
    own = thing.get_latest_revision()
    other = unseen_revision(thing, request) if own is not None else None
    if other is None or other.pk == own.pk:
        return
    who = other.user.get_full_name() or other.user.get_username() if other.user else _("quelqu’un")
    text = _(
        "Entre-temps, %(who)s avait aussi enregistré. Rien n’est perdu : les deux versions sont dans l’historique."
    )
    messages.warning(
        request,
        format_html('{} <a href="{}">{}</a>', text % {"who": who}, compare_address(thing, other, own), _("Comparer")),
    )


def unseen_revision(thing: Any, request: HttpRequest) -> Revision | None:
    """The latest version somebody else saved after the one the form was opened with."""
    loaded = request.POST.get("loaded_revision_id", "")
    if not loaded.isdecimal():
        return None
    others = thing.revisions.exclude(user=request.user).select_related("user").defer("content").order_by("-pk")
    newest: Revision | None = others.filter(pk__gte=int(loaded)).first()
    if newest is None or newest.pk > int(loaded):
        return newest
    return newest if newest.created_at.isoformat() != request.POST.get("loaded_revision_created_at", "") else None


def compare_address(thing: Any, first: Revision, second: Revision) -> str:
    """Where two versions stand side by side."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:revisions_compare", args=[thing.pk, first.pk, second.pk])
    name = thing.snippet_viewset.get_url_name("revisions_compare")
    return reverse(name, args=[thing.pk, first.pk, second.pk])
