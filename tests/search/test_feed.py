"""The Atom feed of a search: what the standard wants, dates that are true, and little work whatever is asked."""

import re
from datetime import datetime
from html import unescape
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.contract import SearchUnavailable
from search.services import engine, rebuild_search, sync_search
from tests.factories.resources import RecordFactory

pytestmark = pytest.mark.django_db
CATALOGUE = "/fr/ressources/"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, path: str = f"{CATALOGUE}atom/", **parameters: str) -> Element:
    """A feed, as a reader of feeds gets it."""
    response = client.get(path, parameters)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return fromstring(response.content)  # noqa: S314  our own answer


def values(root: Element, *names: str) -> list[str]:
    """The texts under a path of elements."""
    return [one.text or "" for one in root.findall("/".join(f"{ATOM}{name}" for name in names))]


def test_feed_follows_the_standard(client: Client) -> None:
    old = RecordFactory(title="La passerelle & <le> pont", languages=["nl"])
    new = RecordFactory(title="Une autre passerelle")
    RecordFactory(title="Hors sujet")
    sync_search()

    root = feed(client, q="passerelle")

    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"
    assert values(root, "id") == ["tag:testserver,2026:/fr/ressources/atom/?q=passerelle"]
    assert values(root, "author", "name") == ["Passerelles"]
    assert values(root, "entry", "id") == [f"urn:uuid:{new.uuid}", f"urn:uuid:{old.uuid}"]
    assert values(root, "entry", "title") == ["Une autre passerelle", "La passerelle & <le> pont"]
    moments = [datetime.fromisoformat(text) for text in values(root, "entry", "updated")]
    assert moments == [record.changed_at.replace(microsecond=0) for record in (new, old)]
    assert datetime.fromisoformat(values(root, "updated")[0]) == max(moments)
    hrefs = {link.attrib["rel"]: link.attrib["href"] for link in root.findall(f"{ATOM}link")}
    assert hrefs == {
        "self": "http://testserver/fr/ressources/atom/?q=passerelle",
        "alternate": "http://testserver/fr/ressources/?q=passerelle",
    }
    entry = root.findall(f"{ATOM}entry")[1]
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "nl"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == f"http://testserver/fr/ressources/notice/{old.number}/{old.slug}/"


def test_feed_is_asked_again_for_nothing(client: Client) -> None:
    record = RecordFactory(title="La passerelle")
    sync_search()
    first = client.get(f"{CATALOGUE}atom/")
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]

    assert client.get(f"{CATALOGUE}atom/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get(f"{CATALOGUE}atom/", headers={"If-Modified-Since": modified}).status_code == 304

    record.withdraw()
    sync_search()
    assert client.get(f"{CATALOGUE}atom/", headers={"If-None-Match": etag}).status_code == 200


def test_feed_is_stable_and_dated_by_public_changes(client: Client) -> None:
    record = RecordFactory(title="La passerelle")
    sync_search()
    before = client.get(f"{CATALOGUE}atom/").content
    record.title = "Un brouillon"
    record.save_revision()

    assert client.get(f"{CATALOGUE}atom/").content == before


def test_feed_is_short_however_many_answer(client: Client) -> None:
    for number in range(55):
        RecordFactory(title=f"Passerelle {number}")
    sync_search()
    feed(client)
    few = CaptureQueriesContext(connection)
    with few:
        root = feed(client, q="passerelle")

    assert len(root.findall(f"{ATOM}entry")) == 50
    assert len(few) <= 10


def test_empty_feed_is_a_feed(client: Client) -> None:
    rebuild_search()

    root = feed(client, "/en/search/atom/", q='rien "<&')

    assert root.findall(f"{ATOM}entry") == []
    assert len(values(root, "updated")) == 1


def test_results_announce_their_feed(client: Client) -> None:
    RecordFactory(title="La passerelle")
    sync_search()

    html = client.get(CATALOGUE, {"q": "passerelle", "type": "book", "tri": "titre"}).content.decode()

    found = re.search(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
    assert found is not None
    assert unescape(found[1]) == f"{CATALOGUE}atom/?q=passerelle&type=book"
    assert f'<a class="plain-link" href="{found[1]}" rel="nofollow">' in html


def test_feed_and_facets_without_an_index_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise SearchUnavailable("gone")

    monkeypatch.setattr(engine(), "search", fail)
    monkeypatch.setattr(engine(), "list_facet", fail)

    assert client.get(f"{CATALOGUE}atom/").status_code == 503
    assert client.get(f"{CATALOGUE}facette/type/").status_code == 503


def test_feed_refuses_an_impossible_address(client: Client) -> None:
    rebuild_search()

    assert client.get(f"{CATALOGUE}atom/?de=hier").status_code == 400
