"""The page of the form that writes a query."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.languages import language_choices
from core.text import sort_key
from search.addresses import LONGEST_TYPED
from search.advanced import MODES, OPERATORS, ROW_FIELDS, AdvancedForm, form_of
from search.facets import labels_of_types
from search.query import parse_query
from search.registry import type_labels


def written_query(request: HttpRequest) -> str:
    """The query of a form that was sent."""
    return AdvancedForm.read(request.GET.dict()).query(_language())


def present_advanced(request: HttpRequest) -> dict[str, Any]:
    """The form, filled from the query it comes with (`q`) when it can say it."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_TYPED]
    form = form_of(parse_query(query), _language()) if query else AdvancedForm()
    types = labels_of_types(list(type_labels))
    return {
        "query": query,
        "too_rich": form is None,
        "form": form or AdvancedForm(),
        "rows": (form or AdvancedForm()).padded(),
        "operators": list(zip(OPERATORS, _operator_labels(), strict=True)),
        "fields": list(zip(ROW_FIELDS, _field_labels(), strict=True)),
        "modes": list(zip(MODES, _mode_labels(), strict=True)),
        "types": sorted(types.items(), key=lambda pair: sort_key(pair[1])),
        "languages": language_choices(),
        "robots": "noindex" if query else "",
        "crumbs": [(_("Recherche avancée"), request.path)],
    }


def _operator_labels() -> tuple[str, ...]:
    return (
        pgettext("recherche avancée", "et"),
        pgettext("recherche avancée", "ou"),
        pgettext("recherche avancée", "sauf"),
    )


def _field_labels() -> tuple[str, ...]:
    return _("partout"), _("dans le titre"), _("auteur"), _("sujet"), _("éditeur"), _("ISBN ou ISSN")


def _mode_labels() -> tuple[str, ...]:
    return _("tous les mots"), _("les mots à la suite"), _("l’un des mots"), _("des mots qui commencent par")


def _language() -> str:
    return (get_language() or "fr")[:2]
