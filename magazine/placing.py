"""What may be placed in a dossier beside articles: things of other parts of the site, which the magazine knows by the
name their search source has."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from search.registry import sources

PLACED = {
    "record": "resources.record",
    "episode": "audiovisual.episodepage",
    "capsule": "audiovisual.capsulepage",
}
"""The field of a dossier item, and the source that knows which of its things may be seen."""
PROGRAMMES = ("episode", "capsule")


def placed_keys(items: Any, field: str) -> set[int]:
    """The keys of the things some items place in a field."""
    return {key for item in items if (key := getattr(item, f"{field}_id"))}


def leads_to_visible(relation: str = "") -> Q:
    """The items (at the end of `relation`) whose thing an anonymous visitor may see."""
    prefix = f"{relation}__" if relation else ""
    found = Q(pk__in=[])
    for field, name in PLACED.items():
        if source := sources.get(name):
            things = source.visible().prefetch_related(None).order_by()
            found |= Q(Exists(things.filter(pk=OuterRef(f"{prefix}{field}_id"))))
    return found


class DossierItemForm(WagtailAdminPageForm):
    """The form of an item: it places one thing."""

    def clean(self) -> Any:
        """Refuse an item that leads nowhere, or to several things."""
        cleaned = super().clean()
        if sum(bool(cleaned.get(field)) for field in PLACED) != 1:
            self.add_error(None, _("Choisissez une notice, un épisode ou une capsule : une seule de ces trois choses."))
        return cleaned
