"""Who has a feed already is told so before it is built; the number of questions does not grow with the episodes."""

from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audiovisual.models import EpisodePage, EpisodePerson, ShowPage
from media_library.models import Recording, RecordingRendition, Track
from tests.audiovisual.full_show import full_show
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ReleaseFactory, ShowFactory, TrackFactory
from tests.factories.directory import AgentFactory

pytestmark = pytest.mark.django_db
FEED = "/fr/podcasts/voix/flux/"


def mark(client: Client) -> str:
    """What tells one state of the feed from another."""
    return str(client.get(FEED).headers["ETag"])


def queries(client: Client, **headers: str) -> int:
    """How many questions one answer takes, once what processes keep is there."""
    client.get(FEED, headers=headers)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(FEED, headers=headers)
    return len(asked)


def test_unchanged_feed_is_not_built(client: Client) -> None:
    full_show()
    first = client.get(FEED)

    with mock.patch("audiovisual.podcasts.feeds.build_feed") as build:
        again = client.get(FEED, headers={"if-none-match": first.headers["ETag"]})
        since = client.get(FEED, headers={"if-modified-since": first.headers["Last-Modified"]})

    assert build.call_count == 0
    for answer in (again, since):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_change_of_what_is_said_changes_its_mark(client: Client) -> None:
    show = full_show()
    episode = EpisodePage.objects.get()
    recording = episode.recording
    seen = {mark(client)}

    def changed(what: Any) -> None:
        what()
        seen.add(mark(client))

    changes = [
        lambda: show.save(),
        lambda: episode.save(),
        lambda: Recording.objects.get().save(),
        lambda: Track.objects.exclude(kind="chapters")[0].delete(),
        lambda: TrackFactory(recording=recording, language="en"),
        lambda: RecordingRendition.objects.all().delete(),
        lambda: ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[1, 2]]),
        lambda: EpisodeFactory(parent=show),
        lambda: EpisodePage.objects.get(pk=episode.pk).unpublish(),
    ]
    for change in changes:
        changed(change)

    assert len(seen) == 1 + len(changes)


def test_queries_do_not_grow_with_the_episodes(client: Client) -> None:
    show: Any = ShowFactory(slug="voix")
    host: Any = AgentFactory()

    def add(number: int) -> None:
        for _one in range(number):
            recording: Any = RecordingFactory()
            TrackFactory(recording=recording)
            TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS)
            episode: Any = EpisodeFactory(
                parent=show, recording=recording, notes='<p><a linktype="page" id="3">x</a></p>'
            )
            episode.people.add(EpisodePerson(agent=host))
            episode.save()

    add(1)
    one = queries(client)
    unchanged = queries(client, **{"if-none-match": mark(client)})
    add(14)

    assert queries(client) == one
    assert queries(client, **{"if-none-match": mark(client)}) == unchanged
    print(f"feed: {one} queries; 304: {unchanged}")
    assert unchanged < one / 2
    assert ShowPage.objects.count() == 1
