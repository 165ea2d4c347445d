"""What of the magazine uses a person, a subject or a record: drafts and expected articles among it."""

from typing import Any

from django.utils.translation import gettext as _

from core.usage import UseKind, page_of_part, page_uses, parts_naming, register_usage
from magazine.models import (
    ArticleCommission,
    ArticleConcept,
    ArticleContributor,
    BoardMember,
    DossierConcept,
    DossierItemPage,
    GuestEditor,
)


def register() -> None:
    """Tell the thesaurus, the directory and the catalogue who uses their things."""
    register_usage("directory.agent", uses_of_agent)
    register_usage("thesaurus.concept", uses_of_concept)
    register_usage("resources.record", uses_of_record)


def uses_of_agent(agent: Any) -> list[UseKind]:
    """Articles somebody signs or is asked for, dossiers they put together, boards they sit on."""
    commissions = ArticleCommission.objects.filter(agent=agent).select_related("article").order_by("article__path")
    return [
        page_uses(_("Articles signés"), parts_naming(ArticleContributor, agent=agent), page_of_part),
        page_uses(_("Articles attendus de cette personne"), commissions, lambda one: one.article),
        page_uses(_("Dossiers coordonnés"), parts_naming(GuestEditor, agent=agent), page_of_part),
        page_uses(_("Rédactions dont elle fait partie"), parts_naming(BoardMember, agent=agent), page_of_part),
    ]


def uses_of_concept(concept: Any) -> list[UseKind]:
    """Articles and dossiers indexed with a concept."""
    return [
        page_uses(_("Articles du magazine"), parts_naming(ArticleConcept, concept=concept), page_of_part),
        page_uses(_("Dossiers du magazine"), parts_naming(DossierConcept, concept=concept), page_of_part),
    ]


def uses_of_record(record: Any) -> list[UseKind]:
    """The dossiers a record is placed in."""
    places = DossierItemPage.objects.order_by("path").filter(record=record)
    return [page_uses(_("Places dans des dossiers du magazine"), places, lambda place: place)]
