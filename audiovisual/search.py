"""How podcasts and capsules stand in the search: episodes and films with all that is said in them, and where they are.

A programme is searched by its page, each in its language; what is said in it only while its recording is public.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from audiovisual.models import (
    CapsulePage,
    CapsulesPage,
    EpisodePage,
    PlaylistPage,
    PodcastsPage,
    SeasonPage,
    SeriesPage,
    ShowPage,
)
from audiovisual.search_facets import access_of, language_codes, length_band
from audiovisual.search_texts import heard_state, is_heard, parts_of_recording, still_said, voices_of
from audiovisual.uses import COUNTERS
from core.stream_text import words_of_html
from core.visibility import shown
from directory.credits import shown_name
from media_library.passages import unreleased_agents
from media_library.tracks.showing import shown_speakers
from media_library.visibility import private_collections
from search.contract import SearchDocument, TextPart
from search.registry import Source
from search.subjects import agent_facets, broader_numbers, concept_facets, labels_searched, misspelt_labels

CARD_TEMPLATE = "components/cards/programme.html"
VOICE_ROLE = "spk"
"""What those who speak without being credited are among its people."""
HOST_ROLE = "hst"


def path_of(page: Page) -> str:
    """The path of a page, without the site's host."""
    return (page.get_url_parts() or ("", "", ""))[2]


def _document(page: Any, kind: str, card: Mapping[str, Any], **more: Any) -> SearchDocument:
    """What every page of podcasts and capsules has in the index; `card` adds to what its card prints."""
    language = page.locale.language_code
    facets = {"type": [kind], "language": [language], **more.pop("facets", {})}
    return SearchDocument(
        kind=page.index_kind(),
        uuid=page.uuid,
        title=page.title,
        path=path_of(page),
        language=language,
        facets={name: values for name, values in facets.items() if values},
        added_at=page.first_published_at.timestamp() if page.first_published_at else 0.0,
        card_template=CARD_TEMPLATE,
        card={"type": kind, "uuid": str(page.uuid), "language": language, **card},
        **more,
    )


def _text_parts(*texts: str) -> list[TextPart]:
    return [TextPart(text) for text in texts if text]


# Episodes and capsules ----------------------------------------------------------------------------


def visible_episodes() -> Any:
    """The episodes of the index, with all that their documents are made of."""
    return _with_people(EpisodePage.objects.visible().with_all_parts())


def visible_capsules() -> Any:
    """The capsules of the index."""
    return _with_people(CapsulePage.objects.visible().with_all_parts())


def _with_people(programmes: Any) -> Any:
    return programmes.prefetch_related(
        "recording__speakers__agent__merged_into", "recording__versions__version__speakers",
        "recording__versions__version__tracks",
    )  # fmt: skip


def build_episodes(episodes: Sequence[EpisodePage]) -> Iterable[SearchDocument]:
    """The documents of a batch of episodes, with a fixed number of queries whatever its size."""
    above = _pages_above(episodes)
    for episode, about in _programmes(episodes):
        show, season = above.of(episode)
        card = {
            "kind": episode.kind, "number": episode.number, "season": season.number if season else None,
            "show": show.title if show else "", "show_path": path_of(show) if show else "",
        }  # fmt: skip
        spoken = about.spoken or language_codes(show.spoken_language if show else "")
        yield about.document("episode", card, spoken or [episode.locale.language_code])


def build_capsules(capsules: Sequence[CapsulePage]) -> Iterable[SearchDocument]:
    """The documents of a batch of capsules, with a fixed number of queries whatever its size."""
    series = _pages_above(capsules)
    for capsule, about in _programmes(capsules):
        parent = series.parent_of(capsule)
        spoken = list(dict.fromkeys([*about.spoken, *language_codes(capsule.spoken_languages)]))
        card = {
            "kind": capsule.kind, "show": parent.title if parent else "",
            "show_path": path_of(parent) if parent else "",
        }  # fmt: skip
        yield about.document("capsule", card, spoken)


class _Above:
    """The shows, seasons and series some programmes stand in."""

    def __init__(self, pages: Mapping[str, Any]) -> None:
        self.pages = pages

    def parent_of(self, page: Page) -> Any:
        """The page right above, when it is one of these and is public."""
        return self.pages.get(page.path[: -Page.steplen])

    def of(self, episode: EpisodePage) -> tuple[Any, Any]:
        """The show and the season of an episode; None where it has none."""
        parent = self.parent_of(episode)
        if isinstance(parent, SeasonPage):
            return self.parent_of(parent), parent
        return parent, None


def _pages_above(pages: Sequence[Page]) -> _Above:
    """Three queries at most."""
    paths = {page.path[: -Page.steplen * up] for page in pages for up in (1, 2)}
    found: dict[str, Any] = {}
    for model in (ShowPage, SeasonPage, SeriesPage):
        found |= {page.path: page for page in model.objects.visible().filter(path__in=paths).select_related("locale")}
    return _Above(found)


def _programmes(pages: Sequence[Any]) -> Iterable[tuple[Any, "_Programme"]]:
    """Each page with what its document is made of."""
    broader = broader_numbers({concept.pk for page in pages for concept in concepts_of(page)})
    private = private_collections()
    for page in pages:
        yield page, _Programme(page, broader, private)


def concepts_of(page: Any) -> list[Any]:
    """The concepts of a programme that may be shown, each once."""
    found = (concept for one in page.concepts.all() if (concept := shown(one.concept)))
    return list({concept.pk: concept for concept in found}.values())


class _Programme:
    """What an episode and a capsule have in common in the index."""

    def __init__(self, page: Any, broader: Mapping[int, list[str]], private: set[int]) -> None:
        self.page = page
        self.broader = broader
        self.recording = page.recording if is_heard(page.recording, private) else None
        self.state = heard_state(page.recording, private)
        self.access = access_of(self.recording, private) if self.recording else []
        self.spoken = language_codes(self.recording.language) if self.recording else []
        hidden = unreleased_agents(page.recording) if page.recording else set()
        self.rows = [row for row in page.people.all() if row.agent_id not in hidden]
        self.voices = voices_of(self.recording) if self.recording else []
        self.unnamed = hidden

    def document(self, kind: str, card: Mapping[str, Any], spoken: Sequence[str]) -> SearchDocument:
        """The document, in the language of its page; `card` and `spoken` are what the kind of programme adds."""
        with override(self.page.locale.language_code):
            return self._document(kind, card, spoken)

    def _document(self, kind: str, card: Mapping[str, Any], spoken: Sequence[str]) -> SearchDocument:
        page, seconds, concepts = self.page, self.seconds(), concepts_of(self.page)
        names = [name for row in self.rows if (name := shown_name(row))]
        day = page.published_at
        return _document(
            page, kind,
            {
                **card, "by": ", ".join(names[:3]), "date": day.isoformat(), "seconds": seconds,
                "is_video": kind == "capsule" or bool(self.recording and self.recording.is_video),
                "access": self.access, "spoken": list(spoken), "heard": self.state,
            },
            people=self.people(names),
            subjects=labels_searched(concepts),
            misspellings=misspelt_labels(concepts),
            parts=self.parts(),
            first_year=day.year,
            last_year=day.year,
            facets={
                **agent_facets(self.agents()),
                **concept_facets(concepts, self.broader),
                "accessibility": self.access,
                "spoken": list(spoken),
                "length": length_band(seconds),
            },
        )  # fmt: skip

    def seconds(self) -> float:
        """How long it lasts; 0 while nobody knows."""
        if self.page.recording_id is None:
            return float(getattr(self.page, "hosted_duration", None) or 0)
        return float(self.recording.duration) if self.recording else 0.0

    def parts(self) -> list[TextPart]:
        """What its page says of it, then what is said in it, then the documents it speaks of."""
        page = self.page
        parts = _text_parts(page.summary, words_of_html(str(page.notes)))
        if self.recording:
            parts += parts_of_recording(self.recording, page.locale.language_code)
        cited = [record.title for row in page.records.all() if (record := shown(row.record))]
        return [*parts, *_text_parts(*dict.fromkeys(cited))]

    def people(self, names: Sequence[str]) -> list[str]:
        """Everybody who is named: those credited, as printed and as the directory has them, and those who speak."""
        agents = [agent.name for row in self.rows if (agent := shown(row.agent))]
        speakers = shown_speakers(self.recording) if self.recording else {}
        heard = [speakers[str(voice.uuid)].name for voice in self.voices]
        return list(dict.fromkeys([*names, *agents, *heard]))

    def agents(self) -> list[tuple[int, str]]:
        """Number and part of each; who speaks without being credited has the part of a speaker."""
        found = [(agent.number, row.role) for row in self.rows if (agent := shown(row.agent))]
        credited = {number for number, _role in found}
        voices = (shown(voice.agent) for voice in self.voices if voice.agent_id not in self.unnamed)
        heard = dict.fromkeys(agent.number for agent in voices if agent)
        return [*found, *((number, VOICE_ROLE) for number in heard if number not in credited)]


# Where they stand ---------------------------------------------------------------------------------


def visible_shows() -> Any:
    """The shows of the index."""
    return ShowPage.objects.visible().select_related("locale").prefetch_related("hosts__agent__merged_into")


def build_shows(shows: Sequence[ShowPage]) -> Iterable[SearchDocument]:
    """The documents of shows; their episodes are found by themselves."""
    for show in shows:
        agents = [agent for host in show.hosts.all() if (agent := shown(host.agent))]
        names = list(dict.fromkeys(agent.name for agent in agents))
        yield _document(
            show, "podcast", {"by": ", ".join(names[:3])},
            people=[*names, *([show.author] if show.author else [])],
            parts=_text_parts(show.summary, words_of_html(str(show.presentation))),
            facets={
                **agent_facets((agent.number, HOST_ROLE) for agent in agents),
                "spoken": language_codes(show.spoken_language) or [show.locale.language_code],
            },
        )  # fmt: skip


def visible_seasons() -> Any:
    """The seasons of the index."""
    return SeasonPage.objects.visible().select_related("locale")


def build_seasons(seasons: Sequence[SeasonPage]) -> Iterable[SearchDocument]:
    """The documents of seasons, with the name of their show."""
    above = _pages_above(seasons)
    for season in seasons:
        show = above.parent_of(season)
        card = {"season": season.number, "show": show.title if show else ""}
        other = [show.title] if show else []
        yield _document(season, "podcast", card, other_titles=other, parts=_text_parts(season.introduction))


def visible_series() -> Any:
    """The series of capsules of the index."""
    return SeriesPage.objects.visible().select_related("locale")


def build_series(series: Sequence[SeriesPage]) -> Iterable[SearchDocument]:
    """The documents of series."""
    for page in series:
        yield _document(page, "serie", {}, parts=_text_parts(page.summary, words_of_html(str(page.presentation))))


def visible_playlists() -> Any:
    """The playlists of the index."""
    return PlaylistPage.objects.visible().select_related("locale").prefetch_related("entries")


def build_playlists(playlists: Sequence[PlaylistPage]) -> Iterable[SearchDocument]:
    """The documents of playlists: what they say, and why each thing that may be seen is on them."""
    seen = _visible_keys({entry.programme_id for page in playlists for entry in page.entries.all()})
    for page in playlists:
        comments = [entry.comment for entry in page.entries.all() if entry.programme_id in seen]
        yield _document(page, "playlist", {}, parts=_text_parts(page.introduction, *comments))


def _visible_keys(keys: set[int]) -> set[int]:
    found: set[int] = set()
    for model in (EpisodePage, CapsulePage):
        found |= set(model.objects.visible().order_by().filter(pk__in=keys).values_list("pk", flat=True))
    return found


def visible_podcasts_pages() -> Any:
    """The pages of the podcasts."""
    return PodcastsPage.objects.visible().select_related("locale")


def visible_capsules_pages() -> Any:
    """The pages of the capsules."""
    return CapsulesPage.objects.visible().select_related("locale")


def build_sections(pages: Sequence[Any]) -> Iterable[SearchDocument]:
    """The documents of both: pages of the site."""
    for page in pages:
        yield _document(page, "page", {}, parts=_text_parts(page.introduction))


SOURCES = (
    Source(
        "audiovisual.episodepage", visible_episodes, build_episodes, batch_size=25,
        code="episode", name=_("épisode"), uses=COUNTERS[EpisodePage],
        still_said=still_said(EpisodePage),
    ),
    Source(
        "audiovisual.capsulepage", visible_capsules, build_capsules, batch_size=25,
        code="capsule", name=_("capsule"), uses=COUNTERS[CapsulePage],
        still_said=still_said(CapsulePage),
    ),
    Source("audiovisual.showpage", visible_shows, build_shows, code="podcast", name=_("podcast")),
    Source("audiovisual.seasonpage", visible_seasons, build_seasons, code="podcast", name=_("podcast")),
    Source("audiovisual.seriespage", visible_series, build_series, code="serie", name=_("série")),
    Source("audiovisual.playlistpage", visible_playlists, build_playlists, code="playlist", name=_("liste de lecture")),
    Source("audiovisual.podcastspage", visible_podcasts_pages, build_sections, code="page", name=_("page")),
    Source("audiovisual.capsulespage", visible_capsules_pages, build_sections, code="page", name=_("page")),
)  # fmt: skip
TYPE_LABELS = {
    "episode": _("épisode"), "capsule": _("capsule"), "podcast": _("podcast"), "serie": _("série"),
    "playlist": _("liste de lecture"),
}  # fmt: skip
