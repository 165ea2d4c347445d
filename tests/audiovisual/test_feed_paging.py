"""Long podcasts page by page, and podcasts that move."""

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from audiovisual.models import ShowPage
from audiovisual.podcasts import feeds, states
from tests.factories.audiovisual import EpisodeFactory, ShowFactory

pytestmark = pytest.mark.django_db
FEED = "/fr/podcasts/voix/flux/"
WHOLE = f"http://testserver{FEED}"
ATOM = "{http://www.w3.org/2005/Atom}link"


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A show of five episodes, two on a page of its feed."""
    monkeypatch.setattr(states, "PAGE_SIZE", 2)
    monkeypatch.setattr(feeds, "PAGE_SIZE", 2)
    made = ShowFactory(slug="voix")
    for number in range(1, 6):
        EpisodeFactory(parent=made, title=f"N{number}")
    return made


def page(client: Client, number: str = "") -> tuple[dict[str, str], list[str | None]]:
    """The links of one page of the feed, by relation, and the titles of its episodes."""
    answer = client.get(FEED + (f"?page={number}" if number else ""))
    assert answer.status_code == 200
    root = fromstring(answer.content)  # noqa: S314  our own answer
    links = {str(one.get("rel")): str(one.get("href")) for one in root.iter(ATOM)}
    return links, [one.text for one in root.iterfind("channel/item/title")]


def test_pages_lead_to_each_other(client: Client, show: Any) -> None:
    assert page(client) == (
        {"self": WHOLE, "first": WHOLE, "last": f"{WHOLE}?page=3", "next": f"{WHOLE}?page=2"}, ["N5", "N4"],
    )  # fmt: skip
    assert page(client, "2") == (
        {
            "self": f"{WHOLE}?page=2", "first": WHOLE, "last": f"{WHOLE}?page=3", "previous": WHOLE,
            "next": f"{WHOLE}?page=3",
        },
        ["N3", "N2"],
    )  # fmt: skip
    assert page(client, "3") == (
        {"self": f"{WHOLE}?page=3", "first": WHOLE, "last": f"{WHOLE}?page=3", "previous": f"{WHOLE}?page=2"},
        ["N1"],
    )


def test_first_page_is_the_feed_and_a_short_feed_has_no_others(client: Client, show: Any) -> None:
    assert page(client, "1") == page(client)
    ShowFactory(slug="bref")
    root = fromstring(client.get("/fr/podcasts/bref/flux/").content)  # noqa: S314  our own answer

    assert [one.get("rel") for one in root.iter(ATOM)] == ["self"]


@pytest.mark.parametrize("number", ["0", "4", "-1", "deux", "1.5", "99999999999", "²", ""])
def test_page_that_is_none_is_not_found(client: Client, show: Any, number: str) -> None:
    assert client.get(f"{FEED}?page={number}").status_code == 404


def test_other_words_in_the_address_change_nothing(client: Client, show: Any) -> None:
    assert client.get(f"{FEED}?utm_source=x").content == client.get(FEED).content


def test_feed_of_a_podcast_that_moved_sends_on_for_ever(client: Client, show: Any) -> None:
    show.new_feed_url = "https://example.org/voix.xml"
    show.save()

    sent = client.get(FEED)
    assert (sent.status_code, sent.headers["Location"]) == (301, "https://example.org/voix.xml")
    assert sent.headers["Access-Control-Allow-Origin"] == "*"
    kept = client.get(f"{FEED}?sans-redirection")
    assert kept.status_code == 200
    assert b"<itunes:new-feed-url>https://example.org/voix.xml</itunes:new-feed-url>" in kept.content


def test_old_address_of_a_feed_leads_to_the_new_one(
    client: Client, show: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    guid = ShowPage.objects.get().guid
    for slug in ("paroles", "murmures"):
        moved = ShowPage.objects.get()
        moved.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            moved.save_revision().publish()

    for old in ("voix", "paroles"):
        answer = client.get(f"/fr/podcasts/{old}/flux/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/fr/podcasts/murmures/flux/")
    assert ShowPage.objects.get().guid == guid
