"""One sentence on what of a query was not understood."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.query_tree import FIELDS, Problem
from search.query_vocabulary import field_name


def describe_problems(problems: Sequence[Problem]) -> str:
    """The sentence; "" when all was understood."""
    if not problems:
        return ""
    reasons = " ; ".join(_reason(problem) for problem in problems)
    return _("Nous avons lu cette recherche au mieux : %(reasons)s.") % {"reasons": reasons}


def _reason(problem: Problem) -> str:
    language = (get_language() or "fr")[:2]
    shown = field_name(problem.text, language) if problem.text in FIELDS else problem.text
    reasons = {
        "open": _("une parenthèse n’est pas fermée"),
        "close": _("une parenthèse est fermée sans avoir été ouverte"),
        "quote": _("un guillemet n’est pas fermé"),
        "deep": _("il y a trop de parenthèses les unes dans les autres"),
        "long": _("elle est trop longue, la fin n’est pas lue"),
        "operator": _("« %(text)s » n’a rien à relier"),
        "capitals": _("tout est en capitales, « %(text)s » est donc un mot comme les autres"),
        "field": _("il n’y a pas de champ « %(text)s »"),
        "empty": _("rien ne suit le champ « %(text)s »"),
        "space": _("après « %(text)s » le mot cherché suit sans espace"),
        "year": _("« %(text)s » n’est pas une année"),
        "type": _("« %(text)s » n’est pas un type de document"),
        "language": _("« %(text)s » n’est pas une langue"),
        "kind": _("« %(text)s » n’est pas une sorte de contenu"),
    }
    return reasons[problem.kind] % {"text": shown}
