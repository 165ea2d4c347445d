"""The report of a document as its page shows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.folders.page_report import KINDS
from magazine.models import WordDocument
from magazine.models.word_document import WordState

COUNTED = {
    "heading": ngettext_lazy("%(count)d titre", "%(count)d titres", "count"),
    "text": ngettext_lazy("%(count)d bloc de texte", "%(count)d blocs de texte", "count"),
    "note": ngettext_lazy("%(count)d note", "%(count)d notes", "count"),
    "quote": ngettext_lazy("%(count)d citation", "%(count)d citations", "count"),
    "table": ngettext_lazy("%(count)d tableau", "%(count)d tableaux", "count"),
    "image": ngettext_lazy("%(count)d image", "%(count)d images", "count"),
    "embed": ngettext_lazy("%(count)d contenu intégré", "%(count)d contenus intégrés", "count"),
    "html": ngettext_lazy("%(count)d passage gardé en HTML", "%(count)d passages gardés en HTML", "count"),
}
"""What was found, in words, in the order it is read."""
HEADINGS = {**KINDS, "picture": _("images"), "dropped": _("laissé de côté")}
"""What is said under each heading, in words."""


def present_report(document: WordDocument) -> dict[str, Any]:
    """What the page of a document prints."""
    counts = document.report.get("counts", {})
    remarks = document.report.get("remarks", [])
    return {
        "document": document,
        "is_waiting": document.state == WordState.WAITING,
        "found": [str(label % {"count": counts[name]}) for name, label in COUNTED.items() if counts.get(name)],
        "remarks": [
            (label, [text for kind, text in remarks if kind == name])
            for name, label in HEADINGS.items()
            if any(kind == name for kind, _text in remarks)
        ],
    }
