"""Hidden states of podcasts, capsules and recordings; they join the others by being imported."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from audiovisual.models import (
    CapsulePage,
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
    ShowHost,
    ShowPage,
)
from directory.models import Agent
from magazine.models import DossierItemPage
from media_library.models import (
    CreditedDocument,
    CreditedImage,
    ListeningDay,
    ProbeState,
    Recording,
    RecordingVersion,
    Track,
    TrackUpload,
)
from media_library.tracks.cues import Cue, read_cues, stored_cues
from resources.models import Record
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeasonFactory,
    SeriesFactory,
    ShowFactory,
    SpeakerFactory,
    TrackFactory,
)
from tests.leaks.pictures import tiny_png
from tests.leaks.programmes import CAPSULES, PODCASTS, SERIES, SHOW, around_programme, files_of, light_version_of
from tests.leaks.states import CANARY, Hidden, fill_agent, fill_concept, fill_record, save_as_dated, state
from tests.leaks.states_of_pages import private_collection
from tests.leaks.world import World
from thesaurus.models import Concept

SLUG = "zanzibarcanari"
Addresses = dict[str, int]


def new_recording(**fields: Any) -> Recording:
    """A recording that carries the canary everywhere."""
    recording: Recording = RecordingFactory(
        title=CANARY, credit=CANARY, file=ContentFile(CANARY.encode() * 80, name="zanzibarcanari.mp3"), **fields
    )
    voice = SpeakerFactory(recording=recording, label=CANARY)
    ReleaseFactory(recording=recording, name=CANARY, terms=CANARY)
    said = stored_cues([Cue(0, 4, f"{CANARY} sur la passerelle", speaker=str(voice.uuid))])
    for kind in (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.CHAPTERS):
        TrackFactory(recording=recording, kind=kind, cues=said, label=CANARY)
    light_version_of(recording, "zanzibarcanari-legere.mp3")
    return recording


def fields_of(**fields: Any) -> dict[str, Any]:
    """What an episode or a capsule that carries the canary is made of."""
    given = {
        "title": f"{CANARY} sur la passerelle", "slug": SLUG, "summary": CANARY, "notes": f"<p>{CANARY}</p>",
        "image_alt": CANARY, "search_description": CANARY, "published_at": timezone.now(),
    }  # fmt: skip
    return {**given, "recording": new_recording(), **fields}


def new_episode(world: World, parent: Any = None, **fields: Any) -> EpisodePage:
    """An episode that carries the canary everywhere, named by a visible person, subject and record."""
    made = world.programmes
    page: EpisodePage = EpisodeFactory(parent=parent or made.show, **fields_of(**fields))
    page.people = [EpisodePerson(agent=world.agent, role="hst", name_as_printed=CANARY, about=CANARY)]
    page.concepts = [EpisodeConcept(concept=world.concept)]
    page.records = [EpisodeRecord(record=world.record)]
    page.save()
    return page


def nowhere(page: Any, path: str, status: int = 404) -> Addresses:
    """Where an episode or a capsule and what it plays would be found; `status` is that of its page."""
    files = files_of(page.recording) if page.recording else []
    return {path: status, **dict.fromkeys([*around_programme(page, path)[:-1], *files], 404)}


# Episodes and capsules ----------------------------------------------------------------------------


@state("episode: draft never live", EpisodePage)
def episode_draft(world: World) -> Hidden:
    page = new_episode(world, live=False)
    page.save_revision()
    return Hidden(nowhere(page, f"{SHOW}{SLUG}/"))


@state("episode: draft over live", EpisodePage)
def episode_draft_over_live(world: World) -> Hidden:
    page = world.programmes.episode_with_draft
    for name, value in fields_of(slug=page.slug).items():
        setattr(page, name, value)
    page.people.add(EpisodePerson(agent=world.agent, role="hst", name_as_printed=CANARY))
    page.save_revision()
    return Hidden(dict.fromkeys(files_of(page.recording), 404))


@state("episode: scheduled", EpisodePage)
def episode_scheduled(world: World) -> Hidden:
    page = new_episode(world, world.programmes.season, live=False, go_live_at=timezone.now() + timedelta(days=1))
    page.save_revision(approved_go_live_at=page.go_live_at)
    return Hidden(nowhere(page, f"{SHOW}saison-1/{SLUG}/"))


@state("episode: expired", EpisodePage)
def episode_expired(world: World) -> Hidden:
    page = new_episode(world, live=False, expired=True, expire_at=timezone.now() - timedelta(days=1))
    return Hidden(nowhere(page, f"{SHOW}{SLUG}/"))


@state("episode: taken offline", EpisodePage, alone=True)
def episode_taken_offline(world: World) -> Hidden:
    page = new_episode(world)
    page.unpublish()
    return Hidden(nowhere(page, f"{SHOW}{SLUG}/"), unchanged=False)  # dates are those of what was there


@state("episode: private", EpisodePage)
def episode_private(world: World) -> Hidden:
    page = new_episode(world)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return Hidden(nowhere(page, f"{SHOW}{SLUG}/", 302), dated=(world.agent, world.concept, world.record))


@state("capsule: draft never live", CapsulePage)
def capsule_draft(world: World) -> Hidden:
    page = CapsuleFactory(parent=world.programmes.series, **fields_of(live=False, shot_in=CANARY))
    page.save_revision()
    return Hidden(nowhere(page, f"{SERIES}{SLUG}/"))


@state("capsule: draft over live", CapsulePage)
def capsule_draft_over_live(world: World) -> Hidden:
    page = world.programmes.capsule
    for name, value in fields_of(slug=page.slug, shot_in=CANARY, worksheet_note=CANARY).items():
        setattr(page, name, value)
    page.save_revision()
    return Hidden(dict.fromkeys(files_of(page.recording), 404))


@state("capsule: scheduled", CapsulePage)
def capsule_scheduled(world: World) -> Hidden:
    page = CapsuleFactory(**fields_of(live=False, go_live_at=timezone.now() + timedelta(days=1)))
    page.save_revision(approved_go_live_at=page.go_live_at)
    return Hidden(nowhere(page, f"{CAPSULES}{SLUG}/"))


@state("capsule: expired", CapsulePage)
def capsule_expired(world: World) -> Hidden:
    return Hidden(nowhere(CapsuleFactory(**fields_of(live=False, expired=True)), f"{CAPSULES}{SLUG}/"))


@state("capsule: private, hosted elsewhere", CapsulePage)
def capsule_private(world: World) -> Hidden:
    page = CapsuleFactory(**fields_of(recording=None, hosted_url="https://vimeo.com/76979871", hosted_duration=60))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return Hidden(nowhere(page, f"{CAPSULES}{SLUG}/", 302))


# What they stand in -------------------------------------------------------------------------------


@state("show: never live, with a live episode", ShowPage)
def show_draft(world: World) -> Hidden:
    show = ShowFactory(title=CANARY, slug=SLUG, summary=CANARY, author=CANARY, live=False)
    show.hosts = [ShowHost(agent=world.agent, role=CANARY)]
    show.save()
    page = new_episode(world, show)
    season = new_episode(world, SeasonFactory(parent=show, title=CANARY, slug="saison"))
    path = f"{PODCASTS}{SLUG}/"
    gone = [path, f"{path}flux/", f"{path}saison/", f"{path}saison/flux/", f"/id/podcast/{show.uuid}"]
    places = {**nowhere(page, f"{path}{SLUG}/"), **nowhere(season, f"{path}saison/{SLUG}/")}
    return Hidden({**dict.fromkeys(gone, 404), **places}, dated=(world.agent, world.concept, world.record))


@state("show: draft over live", ShowPage)
def show_draft_over_live(world: World) -> Hidden:
    show = world.programmes.show
    show.title = show.summary = show.author = show.copyright = show.funding_label = CANARY
    show.presentation = f"<p>{CANARY}</p>"
    show.hosts.add(ShowHost(agent=world.publisher, role=CANARY))
    show.save_revision()
    return Hidden()


@state("show: private, above its episodes", ShowPage)
def show_private(world: World) -> Hidden:
    show = ShowFactory(title=CANARY, slug=SLUG, summary=CANARY)
    page = new_episode(world, show)
    PageViewRestriction.objects.create(page=show, restriction_type="login")
    path = f"{PODCASTS}{SLUG}/"
    closed = {path: 302, f"{path}flux/": 302, f"/id/podcast/{show.uuid}": 404}
    return Hidden({**closed, **nowhere(page, f"{path}{SLUG}/", 302)}, dated=(world.agent, world.concept, world.record))


@state("show: taken offline, its episodes left", ShowPage, alone=True)
def show_taken_offline(world: World) -> Hidden:
    show = ShowFactory(title=CANARY, slug=SLUG, summary=CANARY)
    page = new_episode(world, show)
    show.unpublish()
    path = f"{PODCASTS}{SLUG}/"
    gone = {path: 404, f"{path}flux/": 404, f"/id/podcast/{show.uuid}": 404}
    return Hidden({**gone, **nowhere(page, f"{path}{SLUG}/")}, unchanged=False)


@state("season: never live, with a live episode", SeasonPage)
def season_draft(world: World) -> Hidden:
    season = SeasonFactory(
        parent=world.programmes.show, number=2, title=CANARY, slug="saison-cachee", introduction=CANARY, live=False
    )
    page = new_episode(world, season)
    path = f"{SHOW}saison-cachee/"
    return Hidden(
        {path: 404, f"{path}flux/": 404, **nowhere(page, f"{path}{SLUG}/")},
        dated=(world.agent, world.concept, world.record),
    )


@state("season: draft over live", SeasonPage)
def season_draft_over_live(world: World) -> Hidden:
    season = world.programmes.season
    season.title = season.introduction = CANARY
    season.save_revision()
    return Hidden()


@state("series: never live, with a live film", SeriesPage)
def series_draft(world: World) -> Hidden:
    series = SeriesFactory(title=CANARY, slug="gestes-caches", summary=CANARY, live=False)
    page = CapsuleFactory(parent=series, **fields_of())
    path = f"{CAPSULES}gestes-caches/"
    gone = {path: 404, f"{path}flux/": 404, f"/id/serie/{series.uuid}": 404}
    return Hidden({**gone, **nowhere(page, f"{path}{SLUG}/")})


@state("series: draft over live", SeriesPage)
def series_draft_over_live(world: World) -> Hidden:
    series = world.programmes.series
    series.title = series.summary = CANARY
    series.presentation = f"<p>{CANARY}</p>"
    series.save_revision()
    return Hidden()


@state("section: draft over live", PodcastsPage)
def podcasts_draft(world: World) -> Hidden:
    page = world.programmes.podcasts
    page.introduction = page.title = CANARY
    page.save_revision()
    return Hidden()


@state("section: draft over live, of capsules", CapsulesPage)
def capsules_draft(world: World) -> Hidden:
    page = world.programmes.capsules
    page.introduction = page.title = CANARY
    page.save_revision()
    return Hidden()


# Lists and dossiers -------------------------------------------------------------------------------


@state("playlist: hidden episode on it", PlaylistPage)
def playlist_of_hidden(world: World) -> Hidden:
    page, playlist = new_episode(world, slug="sur-la-liste", live=False), world.programmes.playlist
    PlaylistEntry.objects.create(page=playlist, programme=page, comment=CANARY)
    save_as_dated(playlist)
    return Hidden(nowhere(page, f"{SHOW}sur-la-liste/"))


@state("playlist: draft never live", PlaylistPage)
def playlist_draft(world: World) -> Hidden:
    page = PlaylistPage(title=CANARY, slug="liste-cachee", introduction=CANARY, live=False)
    page.entries = [PlaylistEntry(programme=world.programmes.episode, comment=CANARY)]
    world.programmes.podcasts.add_child(instance=page)
    return Hidden({f"{PODCASTS}liste-cachee/": 404})


@state("playlist: draft over live", PlaylistPage)
def playlist_draft_over_live(world: World) -> Hidden:
    page = world.programmes.playlist
    page.title = page.introduction = CANARY
    page.entries.add(PlaylistEntry(programme=world.programmes.episode_with_draft, comment=CANARY))
    page.save_revision()
    return Hidden()


@state("item: episode placed, then hidden", DossierItemPage)
def item_of_hidden_episode(world: World) -> Hidden:
    page = new_episode(world, slug="dans-le-dossier", live=False)
    item = DossierItemPage(title=CANARY, slug="episode-cache", episode=page, comment=CANARY)
    world.number.dossier.add_child(instance=item)
    return Hidden({item.url: 404})


@state("item: capsule in a series that is not live", DossierItemPage)
def item_of_hidden_capsule(world: World) -> Hidden:
    series = SeriesFactory(title=CANARY, slug="serie-cachee", live=False)
    page = CapsuleFactory(parent=series, **fields_of())
    item = DossierItemPage(title=CANARY, slug="capsule-cachee", capsule=page, comment=CANARY)
    world.number.dossier.add_child(instance=item)
    return Hidden({item.url: 404})


# Recordings ---------------------------------------------------------------------------------------


@state("recording: played by nothing", Recording)
def recording_of_nobody(world: World) -> Hidden:
    return Hidden(dict.fromkeys(files_of(new_recording()), 404))


@state("recording: another version that was not read", Recording)
def version_not_read(world: World) -> Hidden:
    version = new_recording(probe_state=ProbeState.WAITING)
    RecordingVersion.objects.create(recording=world.programmes.film, version=version, kind="described")
    return Hidden(dict.fromkeys(files_of(version), 404), dated=(world.programmes.capsule,))


@state("recording: another version, private", Recording)
def version_private(world: World) -> Hidden:
    version = new_recording(collection=private_collection())
    RecordingVersion.objects.create(recording=world.programmes.recording, version=version, kind="signed")
    return Hidden(dict.fromkeys(files_of(version), 404), dated=(world.programmes.episode,))


def play_visibly(world: World, recording: Recording) -> None:
    """The recording of a page everybody may see."""
    page = world.programmes.episode_with_draft
    page.recording = recording
    page.save()


@state("kept recording: not read", Recording, alone=True)
def recording_not_read(world: World) -> Hidden:
    recording = new_recording(probe_state=ProbeState.WAITING, duration=0)
    play_visibly(world, recording)
    return Hidden(dict.fromkeys(files_of(recording), 404), unchanged=False)  # the page has nothing to play any more


@state("kept recording: in a private collection", Recording, alone=True)
def recording_private(world: World) -> Hidden:
    recording = new_recording(collection=private_collection())
    play_visibly(world, recording)
    return Hidden(dict.fromkeys(files_of(recording), 404), unchanged=False)


@state("kept recording: its only voice took back their word", Recording, alone=True)
def recording_withdrawn(world: World) -> Hidden:
    recording = new_recording()
    play_visibly(world, recording)
    recording.title, recording.credit = "Sans voix", ""  # what the house says itself is no secret
    recording.save()
    ReleaseFactory(recording=recording, name=CANARY, withdrawn_on=timezone.localdate())
    kept = [path for path in files_of(recording) if "/pistes/" not in path and "/chapitres." not in path]
    return Hidden(dict.fromkeys(kept, 404), unchanged=False)


@state("kept recording: a passage was taken back", Recording, alone=True)
def passage_withdrawn(world: World) -> Hidden:
    recording = world.programmes.recording
    agent = fill_agent(Agent(live=True))
    agent.save()
    world.programmes.episode.people.add(EpisodePerson(agent=agent, role="hst", name_as_printed=CANARY, about=CANARY))
    world.programmes.episode.save()
    release = ReleaseFactory(recording=recording, agent=agent, name=CANARY)
    voice = SpeakerFactory(recording=recording, label=CANARY, agent=agent, release=release)
    for track in recording.tracks.all():
        said = Cue(20, 30, f"{CANARY} sur la passerelle", speaker=str(voice.uuid))
        track.cues = stored_cues([*read_cues(track.cues), said])
        track.save()
    before = [path for path in files_of(recording) if "/original/" in path or "/light-" in path]
    release.withdrawn_on = timezone.localdate()
    release.save()
    agent.withdraw("")
    return Hidden(dict.fromkeys(before, 404), unchanged=False)


@state("track: not shown", Track)
def track_not_shown(world: World) -> Hidden:
    cues = stored_cues([Cue(0, 4, f"{CANARY} sur la passerelle")])
    made = world.programmes
    track = TrackFactory(recording=made.recording, language="nl", cues=cues, label=CANARY, is_shown=False)
    paths = [path for path in files_of(made.recording) if str(track.uuid) in path]
    return Hidden(dict.fromkeys(paths, 404), dated=(made.episode, made.recording))


@state("track: an earlier version of it, and files nobody took", Track)
def track_kept_for_editors(world: World) -> Hidden:
    made = world.programmes
    track = made.recording.tracks.filter(kind=Track.Kind.TRANSCRIPT).get()
    track.cues = stored_cues([Cue(0, 4, f"{CANARY} sur la passerelle")])
    track.save_revision()
    TrackUpload.objects.create(
        recording=made.recording, kind=Track.Kind.SUBTITLES, language="en", label=CANARY, file_name=f"{CANARY}.vtt",
        content=CANARY.encode(),
    )  # fmt: skip
    return Hidden(dated=(made.episode, made.recording))


@state("voice: of somebody hidden, and what the house notes of agreements", Recording)
def voices(world: World) -> Hidden:
    agent = fill_agent(Agent(live=False))
    agent.save()
    recording = world.programmes.recording
    ReleaseFactory(recording=recording, name=CANARY, terms=CANARY)
    recording.speakers.filter(agent=None).update(agent=agent)
    save_as_dated(world.programmes.episode)
    ListeningDay.objects.create(
        day=timezone.localdate(), programme=world.programmes.episode.uuid, way="play", listeners=99999
    )
    made = world.programmes
    return Hidden(dated=(made.episode, made.recording, made.playlist))


@state("credit: of somebody hidden, a hidden subject, a hidden document", EpisodePage)
def hidden_credits(world: World) -> Hidden:
    agent, record = fill_agent(Agent(live=False)), fill_record(Record(live=False), world)
    concept = fill_concept(Concept(scheme=world.concept.scheme, live=False))
    for thing in (agent, record, concept):
        thing.save()
    made = world.programmes
    made.episode.people.add(EpisodePerson(agent=agent, role="hst", about=CANARY))
    made.episode.concepts.add(EpisodeConcept(concept=concept))
    made.episode.records.add(EpisodeRecord(record=record))
    made.show.hosts.add(ShowHost(agent=agent, role=CANARY))
    for page in (made.episode, made.show):
        save_as_dated(page)
    return Hidden(dated=(made.playlist,))  # it prints the episode


@state("pictures: private, of podcasts and capsules", CreditedImage, alone=True)
def private_pictures(world: World) -> Hidden:
    collection = private_collection()
    image = CreditedImage(title=CANARY, credit=CANARY, description=CANARY, collection=collection)
    image.file = ImageFile(ContentFile(tiny_png()), name="zanzibarcanari-podcast.png")
    image.save()
    document = CreditedDocument(title=CANARY, credit=CANARY, collection=collection)
    document.file.save("zanzibarcanari-fiche.pdf", ContentFile(CANARY.encode()), save=True)
    made = world.programmes
    made.show.artwork = made.series.image = made.episode.image = made.capsule.image = image
    made.recording.poster = made.film.poster = image
    made.capsule.worksheet, made.capsule.worksheet_note = document, CANARY
    for thing in (made.show, made.series, made.episode, made.capsule, made.recording, made.film):
        if hasattr(thing, "share_image"):
            thing.share_image = image
        thing.save()
    return Hidden({f"/media/{image.file.name}": 404, document.url: 302}, unchanged=False)
