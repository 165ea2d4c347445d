"""A person withdraws, or a day passes: what is hidden of a recording follows at once."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.models import IndexChange
from media_library.making.posters import forget_hidden_poster
from media_library.making.services import plan_renditions
from media_library.models import Recording, Release


def follow_recording(recording: Recording) -> None:
    """Bring everything made of a recording to what may be heard and seen today: documents of the search are noted,
    renditions planned, a still picture of a hidden passage gone."""
    with transaction.atomic():
        IndexChange.objects.note(Recording.index_kind(), [recording.uuid])
        recording = Recording.objects.with_all_parts().get(pk=recording.pk)
        forget_hidden_poster(recording)
        plan_renditions(recording)


def follow_days() -> int:
    """For the clock: recordings of which an agreement ended, or was withdrawn for a day that has come, since they were
    last followed; returns how many."""
    today = timezone.localdate()
    since = F("recording__followed_on")
    ended = Q(ends_on__lt=today) & (Q(ends_on__gte=since) | Q(recording__followed_on=None))
    withdrawn = Q(withdrawn_on__lte=today) & (Q(withdrawn_on__gt=since) | Q(recording__followed_on=None))
    keys = Release.objects.filter(ended | withdrawn).order_by().values("recording")
    found = list(Recording.objects.filter(pk__in=keys))
    for recording in found:
        follow_recording(recording)
    return len(found)
