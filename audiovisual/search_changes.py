"""What puts the documents of podcasts and capsules out of date: all that they print, and all that may hide it.

A recording, its tracks, its voices and what people agreed to lead to the pages that play it; the privacy of a
collection to all that play anything; the name of a show to what stands under it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import CollectionViewRestriction

from audiovisual.models import CapsulePage, EpisodePage, PlaylistPage, SeasonPage, SeriesPage, ShowPage
from core.models import IndexChange
from core.models.outbox import touch_shown
from media_library.models import Recording, RecordingVersion, Release, Speaker, Track
from search.registry import Dependency, pages_found

PROGRAMMES: tuple[Any, ...] = (EpisodePage, CapsulePage)
PARTS = (Release, Speaker, RecordingVersion)
"""What belongs to a recording and is not noted by itself."""
PRINTED: dict[type[Any], tuple[str, ...]] = {
    ShowPage: ("title", "slug", "spoken_language", "artwork_id", "live"),
    SeasonPage: ("title", "slug", "number", "live"),
    SeriesPage: ("title", "slug", "live"),
}
"""What of a page is printed with those below it."""


def _listing(playlists: Any, uuids: Sequence[UUID]) -> Any:
    """Playlists with one of these programmes on them."""
    keys = [
        key
        for model in PROGRAMMES
        for key in model.objects.order_by().filter(uuid__in=uuids).values_list("pk", flat=True)
    ]
    return playlists.filter(entries__programme__in=keys).distinct()


DEPENDENCIES = (
    Dependency("directory.agent", pages_found(lambda pages, uuids: pages.naming_agents(uuids), *PROGRAMMES)),
    Dependency(
        "directory.agent", pages_found(lambda pages, uuids: pages.filter(hosts__agent__uuid__in=uuids), ShowPage)
    ),
    Dependency("thesaurus.concept", pages_found(lambda pages, uuids: pages.under_concepts(uuids), *PROGRAMMES)),
    Dependency("resources.record", pages_found(lambda pages, uuids: pages.citing(uuids), *PROGRAMMES)),
    Dependency("media_library.recording", pages_found(lambda pages, uuids: pages.playing(uuids), *PROGRAMMES)),
    Dependency("media_library.track", pages_found(lambda pages, uuids: pages.with_tracks(uuids), *PROGRAMMES)),
    Dependency("audiovisual.episodepage", pages_found(lambda pages, uuids: _listing(pages, uuids), PlaylistPage)),
    Dependency("audiovisual.capsulepage", pages_found(lambda pages, uuids: _listing(pages, uuids), PlaylistPage)),
)


def connect() -> None:
    """Listen to what is saved and deleted."""
    for part in PARTS:
        for signal in (post_save, pre_delete):
            signal.connect(note_part, sender=part, dispatch_uid=f"audiovisual.part.{part.__name__}")
    for model in (Recording, Track):
        pre_delete.connect(note_gone, sender=model, dispatch_uid=f"audiovisual.gone.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(note_collection, sender=CollectionViewRestriction, dispatch_uid="audiovisual.collections")
    for model in PRINTED:
        pre_save.connect(note_below, sender=model, dispatch_uid=f"audiovisual.below.{model.__name__}")


def note_part(instance: Any, **kwargs: Any) -> None:
    """A voice, a version or what somebody agreed to changes what may be heard of a recording."""
    _note_players([instance.recording.uuid])


def note_gone(instance: Any, **kwargs: Any) -> None:
    """Before a recording or a track goes: afterwards nothing leads from it to the pages that play it."""
    recording = instance.recording if isinstance(instance, Track) else instance
    _note_players([recording.uuid])


def note_collection(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A collection became private or public: what plays a recording of it, or below it, lost it or found it again."""
    below = Recording.objects.filter(collection__path__startswith=instance.collection.path)
    _note_players(list(below.values_list("uuid", flat=True)))


def note_below(sender: type[Any], instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """What stands under a show, a season or a series prints its name; what a draft has in memory counts for nothing."""
    saved = set(PRINTED[sender]) if update_fields is None else set(PRINTED[sender]).intersection(update_fields)
    before = sender.objects.filter(pk=instance.pk).first() if saved and instance.pk else None
    if before is None or not (before.live or instance.live):
        return
    if any(getattr(before, name) != getattr(instance, name) for name in saved):
        for model in (*PROGRAMMES, SeasonPage):
            _note(model, model.objects.descendant_of(before).order_by())


def _note_players(recordings: Sequence[UUID]) -> None:
    for model in PROGRAMMES:
        _note(model, model.objects.order_by().playing(recordings))


def _note(model: Any, pages: Any) -> None:
    """Note pages whose document is out of date, and date those the public sees."""
    uuids = list(pages.values_list("uuid", flat=True))
    if uuids:
        touch_shown(model.index_kind(), uuids)
        IndexChange.objects.note_unseen(model.index_kind(), uuids, derived=True)
