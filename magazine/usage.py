"""What of the magazine uses a person, a subject or a record: drafts and expected articles among it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.usage import SHOWN, Use, UseKind, register_usage
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
        _list(_("Articles signés"), _parts(ArticleContributor, agent=agent), _page_of),
        _list(_("Articles attendus de cette personne"), commissions, lambda one: one.article),
        _list(_("Dossiers coordonnés"), _parts(GuestEditor, agent=agent), _page_of),
        _list(_("Rédactions dont elle fait partie"), _parts(BoardMember, agent=agent), _page_of),
    ]


def uses_of_concept(concept: Any) -> list[UseKind]:
    """Articles and dossiers indexed with a concept."""
    return [
        _list(_("Articles du magazine"), _parts(ArticleConcept, concept=concept), _page_of),
        _list(_("Dossiers du magazine"), _parts(DossierConcept, concept=concept), _page_of),
    ]


def uses_of_record(record: Any) -> list[UseKind]:
    """The dossiers a record is placed in."""
    places = DossierItemPage.objects.order_by("path").filter(record=record)
    return [_list(_("Places dans des dossiers du magazine"), places, lambda place: place)]


def _parts(model: Any, **wanted: Any) -> Any:
    """The parts of pages that name a thing, by the place of their page."""
    return model._default_manager.filter(**wanted).select_related("page").order_by("page__path", "pk")


def _page_of(part: Any) -> Any:
    return part.page


def _list(heading: str, things: Any, page_of: Callable[[Any], Any]) -> UseKind:
    """How many there are, and the first of them."""
    return UseKind(heading, things.count(), list(_uses(page_of(one) for one in things[:SHOWN])))


def _uses(pages: Iterable[Any]) -> Iterable[Use]:
    for page in pages:
        yield Use(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), "" if page.live else _("brouillon"))
