"""What of the thesaurus itself hangs on a concept."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.usage import SHOWN, Use, UseKind
from thesaurus.models import Concept


def uses_of_concept(concept: Any) -> list[UseKind]:
    """What stands directly under a concept, and its neighbours."""
    return [
        _list(_("Concepts placés dessous"), Concept.objects.directly_under(concept)),
        _list(_("Concepts voisins"), Concept.objects.neighbours_of(concept)),
    ]


def _list(heading: str, concepts: Any) -> UseKind:
    return UseKind(heading, concepts.count(), [_show(one) for one in concepts[:SHOWN]])


def _show(concept: Concept) -> Use:
    url = reverse("wagtailsnippets_thesaurus_concept:edit", args=[concept.pk])
    return Use(concept.label(), url, "" if concept.live else _("brouillon"))
