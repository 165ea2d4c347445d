from audiovisual.models.capsules import (
    CapsuleConcept,
    CapsulePage,
    CapsulePerson,
    CapsuleRecord,
    CapsulesPage,
    SeriesPage,
)  # fmt: skip
from audiovisual.models.episodes import EpisodeConcept, EpisodePage, EpisodePerson, EpisodeRecord, Soundbite
from audiovisual.models.feed_report import FeedReport
from audiovisual.models.playlists import PlaylistEntry, PlaylistPage
from audiovisual.models.programme import Programme
from audiovisual.models.shows import PodcastsPage, SeasonPage, ShowCategory, ShowHost, ShowPage, ShowPlatform
from audiovisual.models.takeover import TakenEpisode, Takeover

__all__ = [
    "CapsuleConcept",
    "CapsulePage",
    "CapsulePerson",
    "CapsuleRecord",
    "CapsulesPage",
    "EpisodeConcept",
    "EpisodePage",
    "EpisodePerson",
    "EpisodeRecord",
    "FeedReport",
    "PlaylistEntry",
    "PlaylistPage",
    "PodcastsPage",
    "Programme",
    "SeasonPage",
    "SeriesPage",
    "ShowCategory",
    "ShowHost",
    "ShowPage",
    "ShowPlatform",
    "Soundbite",
    "TakenEpisode",
    "Takeover",
]
