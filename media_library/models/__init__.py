from media_library.models.counting import ListeningDay, ListeningSalt, ListeningSeen
from media_library.models.credited import (
    CreditedDocument,
    CreditedFile,
    CreditedImage,
    ImageRendition,
    Licence,
    WebAddressField,
)  # fmt: skip
from media_library.models.people import Release, Speaker
from media_library.models.recordings import (
    ListedSource,
    ProbeState,
    Recording,
    RecordingRendition,
    RecordingVersion,
    RenditionState,
)  # fmt: skip
from media_library.models.tracks import Track
from media_library.models.uploads import TrackUpload

__all__ = [
    "CreditedDocument",
    "CreditedFile",
    "CreditedImage",
    "ImageRendition",
    "Licence",
    "ListedSource",
    "ListeningDay",
    "ListeningSalt",
    "ListeningSeen",
    "ProbeState",
    "Recording",
    "RecordingRendition",
    "RecordingVersion",
    "Release",
    "RenditionState",
    "Speaker",
    "Track",
    "TrackUpload",
    "WebAddressField",
]
