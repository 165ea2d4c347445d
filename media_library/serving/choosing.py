"""Which file of a recording whoever asks may have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.fields.files import FieldFile
from django.utils.http import quote_etag

from media_library.models import Recording, RenditionState
from media_library.sources import sources_of

ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file to hand out. `is_public` is False for what editors alone may have."""

    recording: Recording
    which: str
    file: FieldFile
    mime_type: str
    size: int
    etag: str
    changed_at: datetime | None
    is_public: bool

    @property
    def name(self) -> str:
        """The last part of its name in the storage."""
        return str(self.file.name).rsplit("/", 1)[-1]


def public_file(uuid: UUID, which: str) -> GivenFile | None:
    """The file of a recording the public may have; None when there is none such, for whatever reason."""
    recording = Recording.objects.visible().with_all_parts().filter(uuid=uuid).first()
    if recording is None or which not in {source.path.split("/")[-2] for source in sources_of(recording)}:
        return None
    return _file_of(recording, which, is_public=True)


def editors_file(uuid: UUID, which: str) -> GivenFile | None:
    """Any file of any recording, as those who work in the administration may have it."""
    recording = Recording.objects.prefetch_related("renditions").filter(uuid=uuid).first()
    return None if recording is None else _file_of(recording, which, is_public=False)


def _file_of(recording: Recording, which: str, *, is_public: bool) -> GivenFile | None:
    if which == ORIGINAL:
        return _original(recording, is_public=is_public) if recording.file else None
    for one in recording.renditions.all():
        if which == f"{one.kind}-{one.height}" and one.state == RenditionState.READY and one.file:
            etag = _etag(which, one.made_of, int(one.made_at.timestamp() * 1000) if one.made_at else 0, one.size)
            return GivenFile(recording, which, one.file, one.mime_type, one.size, etag, one.made_at, is_public)
    return None


def _original(recording: Recording, *, is_public: bool) -> GivenFile:
    """The file as it was uploaded; one that was not read yet is of no known type."""
    return GivenFile(
        recording=recording,
        which=ORIGINAL,
        file=recording.file,
        mime_type=recording.mime_type or "application/octet-stream",
        size=recording.size or recording.file.size,
        etag=_etag(recording.digest or str(recording.file.name), recording.size),
        changed_at=recording.probed_at,
        is_public=is_public,
    )


def _etag(*parts: Any) -> str:
    """A strong ETag: another one whenever a byte may differ."""
    return quote_etag("-".join(str(part) for part in parts).replace("/", "-"))
