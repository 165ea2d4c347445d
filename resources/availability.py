"""Whether a document can be had now: one answer, in words, for lists, pages and facets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from resources.models.choices import HoldingStatus, LinkKind, RecordType

ONLINE_LINKS = {LinkKind.FULL_TEXT, LinkKind.AUDIO, LinkKind.VIDEO}
"""Links that lead to the document itself, not to something about it."""

STATES = {
    "available": "yes", "on_site": "yes", "online": "yes", "on_loan": "wait", "ordered": "wait",
    "repair": "no", "lost": "no",
}  # fmt: skip
"""What each situation means for who wants the document now, the best first."""

ICONS = {"yes": "coche", "wait": "horloge", "no": "fermer"}

FACET_LABELS = {
    "online": gettext_lazy("En ligne"),
    "loan": gettext_lazy("À emprunter"),
    "shelf": gettext_lazy("En rayon"),
}


@dataclass(frozen=True)
class Availability:
    """The best way to have a document now: a situation, how many copies are in it, and where the first one stands."""

    key: str
    count: int = 0
    shelf_mark: str = ""

    def as_card(self) -> dict[str, Any]:
        """Plain JSON for the index."""
        return {"state": STATES[self.key], "key": self.key, "count": self.count, "shelf_mark": self.shelf_mark}


def availability_of(holdings: Sequence[Any], online: bool) -> Availability | None:
    """The best situation of a document; None when the house knows of no copy and no address."""
    by_status: dict[str, list[Any]] = {}
    for holding in holdings:
        by_status.setdefault(holding.status, []).append(holding)
    for key in STATES:
        if key == "online" and online:
            return Availability("online")
        if copies := by_status.get(key):
            return Availability(key, len(copies), copies[0].shelf_mark)
    return None


def availability_facet(holdings: Sequence[Any], online: bool) -> list[str]:
    """Values of the facet: online; on the shelf now; may be taken home now."""
    statuses = {holding.status for holding in holdings}
    values = ["online"] if online else []
    if HoldingStatus.AVAILABLE in statuses:
        values.append("loan")
    if statuses & {HoldingStatus.AVAILABLE, HoldingStatus.ON_SITE}:
        values.append("shelf")
    return values


def say_availability(key: str, count: int = 1, record_type: str = "") -> str:
    """A situation in words, in the current language: “Disponible, 2 exemplaires”."""
    words = {
        "available": gettext("Disponible"),
        "on_site": _say_on_site(record_type),
        "online": gettext("En ligne"),
        "on_loan": gettext("Emprunté"),
        "ordered": gettext("En commande"),
        "repair": gettext("En réparation"),
        "lost": gettext("Manquant"),
    }.get(key, "")
    if count > 1 and words:
        copies = ngettext("%(count)d exemplaire", "%(count)d exemplaires", count) % {"count": count}
        return f"{words}, {copies}"
    return words


def _say_on_site(record_type: str) -> str:
    if record_type == RecordType.FILM:
        return gettext("À voir sur place")
    if record_type == RecordType.SOUND:
        return gettext("À écouter sur place")
    return gettext("À consulter sur place")
