"""What of podcasts and capsules uses a person, a subject, a record or a recording: drafts among it."""

from typing import Any

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
from core.usage import UseKind, page_of_part, page_uses, parts_naming, register_usage


def register() -> None:
    """Tell the thesaurus, the directory, the catalogue and the library who uses their things."""
    register_usage("directory.agent", uses_of_agent)
    register_usage("thesaurus.concept", uses_of_concept)
    register_usage("resources.record", uses_of_record)
    register_usage("media_library.recording", uses_of_recording)


def uses_of_agent(agent: Any) -> list[UseKind]:
    """The episodes and capsules somebody has a part in, the podcasts they make."""
    return [
        page_uses(_("Épisodes de podcasts"), parts_naming(EpisodePerson, agent=agent), page_of_part),
        page_uses(_("Capsules"), parts_naming(CapsulePerson, agent=agent), page_of_part),
        page_uses(_("Podcasts animés"), parts_naming(ShowHost, agent=agent), page_of_part),
    ]


def uses_of_concept(concept: Any) -> list[UseKind]:
    """Episodes and capsules indexed with a concept."""
    return [
        page_uses(_("Épisodes de podcasts"), parts_naming(EpisodeConcept, concept=concept), page_of_part),
        page_uses(_("Capsules"), parts_naming(CapsuleConcept, concept=concept), page_of_part),
    ]


def uses_of_record(record: Any) -> list[UseKind]:
    """Episodes and capsules that speak of a document."""
    return [
        page_uses(_("Épisodes qui en parlent"), parts_naming(EpisodeRecord, record=record), page_of_part),
        page_uses(_("Capsules qui en parlent"), parts_naming(CapsuleRecord, record=record), page_of_part),
    ]


def uses_of_recording(recording: Any) -> list[UseKind]:
    """The pages that play a recording, alone or as another version of what they play."""
    return [
        page_uses(heading, model.objects.playing([recording.uuid]).order_by("path"), lambda page: page)
        for heading, model in (
            (_("Épisodes qui le diffusent"), EpisodePage),
            (_("Capsules qui le montrent"), CapsulePage),
        )
    ]
