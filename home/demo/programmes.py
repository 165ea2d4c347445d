"""The podcasts and capsules of the demonstration: two shows, eight episodes, a series, single films, a playlist."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from PIL import Image

from audiovisual.models import (
    CapsuleConcept,
    CapsulePage,
    CapsulePerson,
    CapsuleRecord,
    CapsulesPage,
    EpisodeConcept,
    EpisodePage,
    EpisodePerson,
    EpisodeRecord,
    PlaylistEntry,
    PlaylistPage,
    PodcastsPage,
    SeasonPage,
    SeriesPage,
    ShowCategory,
    ShowHost,
    ShowPage,
    Soundbite,
)
from core.woven_pictures import woven_picture
from home.demo.agents import agents_by_key
from home.demo.articles import ArticleWriter
from home.demo.files import save_document, save_picture
from home.demo.recording.scripts import CAPSULES, SHOWS, Script, capsule_scripts, show_scripts
from home.demo.recordings import RecordingWriter
from home.demo.sources import identity, read_yaml
from media_library.models import Licence

LANGUAGE = "fr"
ARTWORK = 1500
SHOW_FIELDS = (
    "title", "slug", "kind", "is_complete", "summary", "presentation", "author", "owner_email", "copyright", "licence",
    "funding_url", "funding_label",
)  # fmt: skip
CAPSULE_FIELDS = ("kind", "shot_in", "shot_on", "spoken_languages")
PLAYLIST = ("Une heure sur les préjugés", ("capsule-prejuge", "capsule-dou-viens-tu", "mots-de-passage-bazar"))


def load_programmes(texts: ArticleWriter) -> int:
    """Write the podcasts and capsules that are not there yet; returns how many programmes."""
    if ShowPage.objects.filter(uuid=identity("show", SHOWS[0])).exists():
        return 0
    writer = ProgrammeWriter(texts)
    for show in SHOWS:
        writer.show(read_yaml(f"audiovisual/{show}.yaml"))
    writer.capsules(read_yaml(f"audiovisual/{CAPSULES}.yaml"))
    writer.playlist(*PLAYLIST)
    return len([key for key in writer.pages if key not in SHOWS])


class ProgrammeWriter:
    """Writes pages with their recordings; keeps what it wrote by key."""

    def __init__(self, texts: ArticleWriter) -> None:
        self.texts, self.agents = texts, agents_by_key()
        self.recordings = RecordingWriter(self.agents)
        self.pages: dict[str, Any] = {}

    # Podcasts -------------------------------------------------------------------------------------

    def show(self, content: dict[str, Any]) -> None:
        """A show with its seasons and episodes, the oldest first."""
        facts = content["show"]
        section = PodcastsPage.objects.get(locale__language_code=LANGUAGE)
        show: Any = ShowPage(
            uuid=identity("show", facts["key"]), artwork=_artwork(facts["key"], facts["title"]),
            **{name: facts[name] for name in SHOW_FIELDS if name in facts},
        )  # fmt: skip
        show.hosts = [
            ShowHost(agent=self.agents[one["agent"]], role=one["role"], sort_order=place)
            for place, one in enumerate(facts["hosts"])
        ]
        show.categories = [
            ShowCategory(category=code, sort_order=place) for place, code in enumerate(facts["categories"])
        ]
        self.pages[facts["key"]] = self._publish(section, show)
        seasons = {
            one["number"]: self._publish(show, SeasonPage(slug=f"saison-{one['number']}", **one))
            for one in facts["seasons"]
        }
        for script in show_scripts(content):
            self._episode(seasons.get(script.facts.get("season")) or show, script)

    def _episode(self, parent: Any, script: Script) -> None:
        facts = script.facts
        episode: Any = EpisodePage(
            uuid=identity("episode", script.key), number=facts.get("number"), kind=facts.get("kind", "full"),
            **self._fields(script),
        )  # fmt: skip
        self._attach(episode, facts, EpisodePerson, EpisodeConcept, EpisodeRecord)
        starts = self.recordings.starts(script)
        episode.soundbites = [
            Soundbite(
                start=starts[one["line"]],
                duration=round(starts[one["line"] + one["lines"]] - starts[one["line"]], 2),
                title=one["title"],
                sort_order=place,
            )
            for place, one in enumerate(facts.get("soundbites", ()))
        ]
        self.pages[script.key] = self._publish(parent, episode, facts["published_at"])

    # Capsules -------------------------------------------------------------------------------------

    def capsules(self, content: dict[str, Any]) -> None:
        """The series and its films, then those that stand alone."""
        section = CapsulesPage.objects.get(locale__language_code=LANGUAGE)
        facts = content["series"]
        series = SeriesPage(uuid=identity("series", facts["key"]), **{k: v for k, v in facts.items() if k != "key"})
        self._publish(section, series)
        for script in capsule_scripts(content):
            self._capsule(series if script.facts.get("series") else section, script)

    def _capsule(self, parent: Any, script: Script) -> None:
        facts = script.facts
        sheet = facts.get("worksheet")
        capsule: Any = CapsulePage(
            uuid=identity("capsule", script.key),
            worksheet=save_document(f"{script.key}.pdf", sheet["title"], sheet["lines"]) if sheet else None,
            worksheet_note=sheet["note"] if sheet else "",
            **{name: facts[name] for name in CAPSULE_FIELDS if name in facts},
            **self._fields(script),
        )
        self._attach(capsule, facts, CapsulePerson, CapsuleConcept, CapsuleRecord)
        self.pages[script.key] = self._publish(parent, capsule, facts["published_at"])

    def playlist(self, title: str, keys: tuple[str, ...]) -> None:
        """A list of programmes that are written already."""
        page: Any = PlaylistPage(
            title=title, slug="une-heure-sur-les-prejuges",
            introduction="Deux capsules et un épisode, dans l’ordre où nous les montrons en formation.",
        )  # fmt: skip
        page.entries = [
            PlaylistEntry(programme=self.pages[key].page_ptr, sort_order=place) for place, key in enumerate(keys)
        ]
        self._publish(CapsulesPage.objects.get(locale__language_code=LANGUAGE), page)

    # Both -----------------------------------------------------------------------------------------

    def _fields(self, script: Script) -> dict[str, Any]:
        """What episodes and capsules share."""
        facts = script.facts
        return {
            "title": facts["title"],
            "slug": facts["slug"],
            "summary": facts["summary"],
            "notes": facts.get("notes", ""),
            "published_at": facts["published_at"],
            "licence": Licence.CC_BY,
            "recording": self.recordings.write(script),
        }

    def _attach(self, page: Any, facts: Any, person: Any, concept: Any, record: Any) -> None:
        """Who made it, what it is about, what it speaks of."""
        page.people = [
            person(agent=self.agents[one["agent"]], role=one["role"], sort_order=place)
            for place, one in enumerate(facts.get("people", ()))
        ]
        page.concepts = [
            concept(concept_id=self.texts.concepts[label], sort_order=place)
            for place, label in enumerate(facts.get("concepts", ()))
        ]
        page.records = [
            record(record_id=self.texts.records[key], sort_order=place)
            for place, key in enumerate(facts.get("records", ()))
        ]

    def _publish(self, parent: Any, page: Any, published_at: datetime | None = None) -> Any:
        page.locale = parent.locale
        page.first_published_at = published_at or timezone.now()
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page


def _artwork(key: str, title: str) -> Any:
    """A square picture in full colour, as directories of podcasts want it."""
    stream = BytesIO()
    with Image.open(BytesIO(woven_picture(key, ARTWORK, ARTWORK, title, caption="Podcast"))) as picture:
        picture.convert("RGB").save(stream, "PNG", optimize=True)
    words = f"Un tissage et le nom « {title} »"
    return save_picture(f"pochette-{key}", f"Pochette : {title}", stream.getvalue(), words)
