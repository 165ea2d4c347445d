"""Where somebody is heard or seen, and what they agreed to: asked before they are withdrawn from the directory."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.usage import SHOWN, Use, UseKind, register_usage
from media_library.models import Recording


def register() -> None:
    """Tell the directory who uses its people."""
    register_usage("directory.agent", uses_of_agent)


def uses_of_agent(agent: Any) -> list[UseKind]:
    """The recordings somebody speaks in or signed an agreement for."""
    return [
        _list(_("Voix dans des enregistrements"), {"speakers__agent": agent}),
        _list(_("Accords pour des enregistrements"), {"releases__agent": agent}),
    ]


def _list(heading: str, wanted: dict[str, Any]) -> UseKind:
    """How many there are, and the first of them."""
    found = Recording.objects.filter(**wanted).distinct().order_by("title", "pk")
    return UseKind(heading, found.count(), [_use(recording) for recording in found[:SHOWN]])


def _use(recording: Recording) -> Use:
    return Use(recording.title, reverse("wagtailmedia:edit", args=[recording.pk]))
