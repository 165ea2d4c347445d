"""What of podcasts and capsules uses a person, a subject, a record or a recording: drafts among it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from audiovisual.models import (
    CapsuleConcept,
    CapsulePage,
    CapsulePerson,
    CapsuleRecord,
    EpisodeConcept,
    EpisodePage,
    EpisodePerson,
    EpisodeRecord,
    ShowHost,
)
from core.usage import SHOWN, Use, UseKind, register_usage


def register() -> None:
    """Tell the thesaurus, the directory, the catalogue and the library who uses their things."""
    register_usage("directory.agent", uses_of_agent)
    register_usage("thesaurus.concept", uses_of_concept)
    register_usage("resources.record", uses_of_record)
    register_usage("media_library.recording", uses_of_recording)


def uses_of_agent(agent: Any) -> list[UseKind]:
    """The episodes and capsules somebody has a part in, the podcasts they make."""
    return [
        _list(_("Épisodes de podcasts"), _parts(EpisodePerson, agent=agent), _page_of),
        _list(_("Capsules"), _parts(CapsulePerson, agent=agent), _page_of),
        _list(_("Podcasts animés"), _parts(ShowHost, agent=agent), _page_of),
    ]


def uses_of_concept(concept: Any) -> list[UseKind]:
    """Episodes and capsules indexed with a concept."""
    return [
        _list(_("Épisodes de podcasts"), _parts(EpisodeConcept, concept=concept), _page_of),
        _list(_("Capsules"), _parts(CapsuleConcept, concept=concept), _page_of),
    ]


def uses_of_record(record: Any) -> list[UseKind]:
    """Episodes and capsules that speak of a document."""
    return [
        _list(_("Épisodes qui en parlent"), _parts(EpisodeRecord, record=record), _page_of),
        _list(_("Capsules qui en parlent"), _parts(CapsuleRecord, record=record), _page_of),
    ]


def uses_of_recording(recording: Any) -> list[UseKind]:
    """The pages that play a recording, alone or as another version of what they play."""
    return [
        _list(heading, model.objects.playing([recording.uuid]).order_by("path"), lambda page: page)
        for heading, model in (
            (_("Épisodes qui le diffusent"), EpisodePage),
            (_("Capsules qui le montrent"), CapsulePage),
        )
    ]


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
