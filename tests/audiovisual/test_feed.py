"""What a podcast feed says, read back by those who know nothing of this site."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import feedparser
import podcastparser
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from audiovisual.models import EpisodePage, ShowPage
from audiovisual.podcasts.addresses import feed_path
from audiovisual.podcasts.artwork import make_artwork
from audiovisual.podcasts.guids import guid_of_feed
from audiovisual.podcasts.writing import NAMESPACES
from tests.audiovisual.full_show import full_show, square
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeriesFactory,
    ShowFactory,
)  # fmt: skip
from tests.factories.media_library import CollectionFactory, ImageFactory

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
SHOW = "/fr/podcasts/voix/"
FEED = f"{SHOW}flux/"
SHORT = {key.removeprefix("xmlns:"): value for key, value in NAMESPACES.items()}


@pytest.fixture
def show() -> Any:
    """A show with everything."""
    made = full_show()
    for episode in EpisodePage.objects.all():
        make_artwork(episode.image)
    return made


def body(client: Client, path: str = FEED) -> bytes:
    """A feed, as it is sent."""
    answer = client.get(path)
    assert answer.status_code == 200
    return bytes(answer.content)


def channel(client: Client, path: str = FEED) -> Element:
    """A feed, as XML."""
    found = fromstring(body(client, path)).find("channel")  # noqa: S314  our own answer
    assert found is not None
    return found


def texts(parent: Element, name: str) -> list[str | None]:
    """The texts of the elements of a name."""
    return [one.text for one in parent.findall(name, SHORT)]


def attributes(parent: Element, name: str) -> list[dict[str, str]]:
    """The attributes of the elements of a name."""
    return [one.attrib for one in parent.findall(name, SHORT)]


def test_feed_stands_under_the_page_it_follows(client: Client, show: Any) -> None:
    assert feed_path(show) == FEED
    answer = client.get(FEED)

    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    head = client.head(FEED)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]


def test_feedparser_reads_every_field_of_the_channel(client: Client, show: Any) -> None:
    read = feedparser.parse(body(client))

    assert read.bozo is False
    feed = read.feed
    assert feed.title == "Voix du quartier"
    assert feed.subtitle == "Des voix & des rues."
    assert feed.link == f"{HERE}{SHOW}"
    assert feed.language == "fr"
    assert feed.author == "La maison"
    assert feed.publisher_detail == {"name": "La maison", "email": "radio@example.org"}
    assert feed.rights == "© La maison"
    assert feed.itunes_type == "serial"
    assert feed.itunes_complete == "Yes"
    assert [tag.term for tag in feed.tags] == ["Society & Culture", "Documentary", "History"]
    assert feed.image.href.startswith(f"{HERE}/media/images/")
    assert feed.image.href.endswith(".jpg")
    assert [(link.rel, link.href) for link in feed.links] == [
        ("alternate", f"{HERE}{SHOW}"), ("self", f"{HERE}{FEED}"),
    ]  # fmt: skip


def test_feedparser_reads_every_field_of_an_episode(client: Client, show: Any) -> None:
    episode = EpisodePage.objects.get()

    (entry,) = feedparser.parse(body(client)).entries

    assert entry.title == "Passer à pied"
    assert entry.id == "https://old.example.org/?p=3"
    assert entry.guidislink is False
    assert entry.published == "Wed, 04 Mar 2026 05:06:07 +0000"
    assert entry.summary == "La rivière est basse, on < passe."
    assert entry.link == f"{HERE}{SHOW}saison-2/passer/".replace("saison-2", episode.get_parent().slug)
    assert (entry.itunes_duration, entry.itunes_season, entry.itunes_episode) == ("1800", "2", "3")
    assert entry.itunes_episodetype == "bonus"
    (enclosure,) = entry.enclosures
    assert enclosure == {
        "href": f"{HERE}/enregistrements/{episode.recording.uuid}/original/voix.mp3",
        "length": "1000",
        "type": "audio/mpeg",
    }
    assert f'<a href="{HERE}/fr/magazine/">le magazine</a>' in entry.content[0].value
    assert '#t=754">12:34</a> Le pont &amp; après</li>' in entry.content[0].value


def test_podcastparser_reads_every_field_it_knows(client: Client, show: Any) -> None:
    other_name = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    sent = body(client).replace(NAMESPACES["xmlns:podcast"].encode(), other_name)  # the same namespace, by its old name

    read = podcastparser.parse(f"{HERE}{FEED}", io.BytesIO(sent))

    assert read["title"] == "Voix du quartier"
    assert read["description"] == "Des voix & des rues."
    assert read["link"] == f"{HERE}{SHOW}"
    assert read["language"] == "fr"
    assert read["itunes_author"] == "La maison"
    assert read["itunes_owner"] == {"name": "La maison", "email": "radio@example.org"}
    assert read["itunes_categories"] == [["Society & Culture", "Documentary"], ["History"]]
    assert (read["explicit"], read["type"]) == (False, "serial")
    (episode,) = read["episodes"]
    assert episode["guid"] == "https://old.example.org/?p=3"
    assert (episode["title"], episode["number"], episode["season"]) == ("Passer à pied", 3, 2)
    assert (episode["type"], episode["explicit"]) == ("bonus", True)
    assert (episode["published"], episode["total_time"]) == (1772600767, 1800)
    (enclosure,) = episode["enclosures"]
    assert (enclosure["file_size"], enclosure["mime_type"]) == (1000, "audio/mpeg")
    recording = EpisodePage.objects.get().recording
    files = f"{HERE}/enregistrements/{recording.uuid}"
    assert episode["chapters_json_url"].startswith(files)
    assert [(one["name"], one["role"], one["group"]) for one in episode["persons"]] == [
        ("Awa Diallo", "host", "cast"), ("Bo Peeters", "guest", "cast"),
    ]  # fmt: skip


def test_channel_says_what_the_podcasting_namespace_knows(client: Client, show: Any) -> None:
    found = channel(client)

    assert texts(found, "podcast:guid") == [str(guid_of_feed(f"127.0.0.1:8000{FEED}"))]
    assert texts(found, "podcast:medium") == ["podcast"]
    assert texts(found, "podcast:locked") == ["yes"]
    assert attributes(found, "podcast:locked") == [{"owner": "radio@example.org"}]
    assert texts(found, "podcast:funding") == ["Soutenez-nous"]
    assert attributes(found, "podcast:funding") == [{"url": "https://example.org/soutien"}]
    assert texts(found, "podcast:license") == ["cc-by-sa-4.0"]
    assert attributes(found, "podcast:license") == [{"url": "https://creativecommons.org/licenses/by-sa/4.0/"}]
    assert texts(found, "podcast:person") == ["Awa Diallo"]
    assert attributes(found, "podcast:person") == [
        {"role": "host", "group": "cast", "href": f"{HERE}/fr/personnes/71/awa-diallo/"}
    ]


def test_item_says_what_the_podcasting_namespace_knows(client: Client, show: Any) -> None:
    recording = EpisodePage.objects.get().recording
    files = f"{HERE}/enregistrements/{recording.uuid}"
    item = channel(client).find("item")
    assert item is not None

    assert texts(item, "podcast:season") == ["2"]
    assert attributes(item, "podcast:season") == [{"name": "La rivière"}]
    assert texts(item, "podcast:episode") == ["3"]
    assert texts(item, "podcast:soundbite") == ["Le gué"]
    assert attributes(item, "podcast:soundbite") == [{"startTime": "12.5", "duration": "30"}]
    assert texts(item, "podcast:license") == ["cc-by-4.0"]
    assert attributes(item, "podcast:chapters")[0]["type"] == "application/json+chapters"
    assert [(one["language"], one.get("rel")) for one in attributes(item, "podcast:transcript")] == [
        *[("nl", "captions")] * 3, *[("fr", None)] * 3,
    ]  # fmt: skip
    assert attributes(item, "podcast:alternateEnclosure") == [
        {
            "type": "audio/mpeg", "length": "1000", "bitrate": "64000", "lang": "fr", "title": "64 kbit/s",
            "codecs": "mp3", "default": "true",
        },
        {
            "type": "audio/mpeg", "length": "400", "bitrate": "32000", "lang": "fr", "title": "32 kbit/s",
            "codecs": "mp3", "default": "false",
        },
    ]  # fmt: skip
    assert [one.attrib["uri"] for one in item.iter(f"{{{SHORT['podcast']}}}source")] == [
        f"{files}/original/voix.mp3", f"{files}/light-0/leger.mp3",
    ]  # fmt: skip
    (picture,) = attributes(item, "itunes:image")
    assert picture["href"].startswith(f"{HERE}/media/images/")


def test_guid_is_that_of_the_namespace_and_never_changes(client: Client) -> None:
    assert guid_of_feed("https://mp3s.nashownotes.com/pc20rss.xml") == UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    assert guid_of_feed("http://mp3s.nashownotes.com/pc20rss.xml//") == UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    draft: Any = ShowFactory(live=False, slug="essai")
    assert draft.guid is None

    draft.save_revision().publish()
    show = ShowPage.objects.get()
    first = show.guid
    assert first == guid_of_feed("http://127.0.0.1:8000/fr/podcasts/essai/flux/")
    show.slug = "autre"
    show.guid = UUID(int=5)
    show.save_revision().publish()

    assert ShowPage.objects.get().guid == first


def test_guid_of_an_episode_edited_by_hand_in_a_version_is_ignored(client: Client) -> None:
    episode: Any = EpisodeFactory(parent=ShowFactory())
    episode.guid = "par la main"
    episode.save_revision().publish()

    assert EpisodePage.objects.get().guid == f"urn:uuid:{episode.uuid}"


def test_nothing_that_is_not_public_is_in_a_feed(client: Client) -> None:
    show: Any = ShowFactory(slug="voix")
    seen: Any = EpisodeFactory(parent=show)
    EpisodeFactory(parent=show, live=False)
    EpisodeFactory(parent=show, live=False, go_live_at=timezone.now() + timedelta(days=1))
    EpisodeFactory(parent=show, recording=None)
    EpisodeFactory(parent=show, recording=RecordingFactory(probe_state="waiting", duration=0))
    EpisodeFactory(parent=show, recording=RecordingFactory(probe_state="refused"))
    EpisodeFactory(parent=show, recording=RecordingFactory(collection=CollectionFactory(private=True)))
    withheld: Any = RecordingFactory()
    ReleaseFactory(recording=withheld, withdrawn_on=timezone.localdate())
    EpisodeFactory(parent=show, recording=withheld)
    private: Any = EpisodeFactory(parent=show)
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    for path in (FEED, "/fr/podcasts/flux/"):
        assert texts(channel(client, path), "item/guid") == [seen.guid]
    show.unpublish()
    assert client.get(FEED).status_code == 404


def test_all_shows_seasons_capsules_and_series_have_a_feed(client: Client, show: Any) -> None:
    other: Any = EpisodeFactory(parent=ShowFactory())
    series: Any = SeriesFactory(slug="gestes", title="Gestes")
    film: Any = CapsuleFactory(parent=series)
    alone: Any = CapsuleFactory()
    episode = EpisodePage.objects.exclude(pk=other.pk).get()
    season = episode.get_parent()

    assert texts(channel(client, "/fr/podcasts/flux/"), "item/guid") == [other.guid, episode.guid]
    assert texts(channel(client, f"{season.url}flux/"), "item/guid") == [episode.guid]
    assert texts(channel(client, f"{season.url}flux/"), "title") == ["Voix du quartier — La rivière"]
    films = channel(client, "/fr/capsules/flux/")
    assert texts(films, "item/guid") == [f"urn:uuid:{alone.uuid}", f"urn:uuid:{film.uuid}"]
    assert texts(films, "podcast:medium") == ["video"]
    assert texts(channel(client, "/fr/capsules/gestes/flux/"), "item/guid") == [f"urn:uuid:{film.uuid}"]
    (enclosure, _other) = attributes(films, "item/enclosure")
    assert (enclosure["type"], enclosure["length"]) == ("video/mp4", "1000")
    assert attributes(films, "item/podcast:alternateEnclosure")[0]["height"] == "360"


def test_long_description_stays_within_what_applications_read(client: Client) -> None:
    ShowFactory(slug="voix", summary="", presentation=f"<p>{'été ' * 1500}</p>")

    (description,) = texts(channel(client), "description")

    assert description is not None
    assert len(description.encode()) == 3992
    assert description.endswith("été…")


def test_soundbite_out_of_what_is_heard_is_left_out(client: Client, show: Any) -> None:
    episode = EpisodePage.objects.get()
    ReleaseFactory(recording=episode.recording, withdrawn_on=timezone.localdate(), passages=[[20.0, 30.0]])

    assert texts(channel(client), "item/guid") == []


def test_every_page_that_has_a_feed_announces_it(client: Client, show: Any) -> None:
    episode = EpisodePage.objects.get()
    series: Any = SeriesFactory(slug="gestes")
    CapsuleFactory(parent=series)
    season = episode.get_parent()

    for page in (show.get_parent(), show, season, series.get_parent(), series):
        html = client.get(page.url).content.decode()
        announced = re.findall(r'<link rel="alternate" type="application/rss\+xml"[^>]* href="([^"]+)"', html)
        assert announced == [f"{page.url}flux/"]


def test_editor_is_warned_of_the_artwork_and_nothing_is_refused(admin_client: Client) -> None:
    show: Any = ShowFactory(live=False, artwork=ImageFactory(file=square(1000)))
    show.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[show.pk])
    form = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form")

    answer = admin_client.post(address, {**form.dict(), "action-publish": "1"}, follow=True)

    assert "La pochette est trop petite (1000 pixels de côté)" in answer.content.decode()
    assert ShowPage.objects.get().live is True
