"""The six verbs of OAI-PMH 2.0, and everything that can be wrong about a request."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.oai import answers, tokens, turnstile
from resources.oai.markup import OAI
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory, full_record
from tests.resources.oai import ADDRESS, HOST, ask, ask_list, dublin_core, errors, headers, shown, token, whole_list

pytestmark = pytest.mark.django_db
KNOWN = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def test_identify_says_what_the_repository_is(client: Client) -> None:
    RecordFactory()
    root = ask(client, verb="Identify")
    said = {child.tag.removeprefix(f"{{{OAI}}}"): child.text for child in root.find(f"{{{OAI}}}Identify")}

    said.pop("description")
    assert said.pop("earliestDatestamp") == next(
        stamp.text for stamp in ask_list(client, "ListIdentifiers").iter(f"{{{OAI}}}datestamp")
    )
    assert said == {
        "repositoryName": "Passerelles",
        "baseURL": "http://127.0.0.1:8000/oai",
        "protocolVersion": "2.0",
        "adminEmail": "site@localhost",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
        "compression": "gzip",
    }


def test_identify_describes_identifiers_of_a_real_host(client: Client, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://www.passerelles.example"
    texts = [element.text for element in ask(client, verb="Identify").iter() if "oai-identifier" in str(element.tag)]

    assert texts[1:4] == ["oai", "www.passerelles.example", ":"]
    assert texts[4].startswith("oai:www.passerelles.example:record/")


def test_formats_are_listed_for_all_and_for_one(client: Client) -> None:
    record = RecordFactory()
    for arguments in ({}, {"identifier": f"{HOST}{record.uuid}"}):
        root = ask(client, verb="ListMetadataFormats", **arguments)
        assert [one.text for one in root.iter(f"{{{OAI}}}metadataPrefix")] == ["oai_dc", "marcxml"]


def test_record_in_dublin_core(client: Client) -> None:
    record = full_record()
    root = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"{HOST}{record.uuid}")

    assert headers(root) == shown(record)
    names = ("title", "creator", "contributor", "subject", "publisher", "date", "type", "format", "language")
    assert {name: dublin_core(root, name) for name in names} == {
        "title": ["L’étranger à table\u00a0: sept ports, sept repas", "Ο ξένος στο τραπέζι"],
        "creator": ["Vassiliou, Eleni"],
        "contributor": ["Hensgens, Paul"],
        "subject": ["Hospitalité", "cuisine"],
        "publisher": ["Presses de la Senne"],
        "date": ["2018"],
        "type": ["livre", "Text"],
        "format": ["168 p."],
        "language": ["fr"],
    }
    assert dublin_core(root, "identifier") == [
        f"http://127.0.0.1:8000/id/record/{record.uuid}",
        "urn:isbn:9782070423330",
    ]


def test_record_in_unimarc(client: Client) -> None:
    record = full_record()
    root = ask(client, verb="GetRecord", metadataPrefix="marcxml", identifier=f"{HOST}{record.uuid}")
    marc = "{http://www.loc.gov/MARC21/slim}"

    publisher = root.find(f".//{marc}datafield[@tag='210']/{marc}subfield[@code='c']")
    assert publisher.text == "Presses de la Senne"
    assert root.findtext(f".//{marc}controlfield[@tag='001']") == str(record.number)


def test_sets_are_types_of_record(client: Client) -> None:
    book, film = RecordFactory(), RecordFactory(type="film")
    specs = [spec.text for spec in ask(client, verb="ListSets").iter(f"{{{OAI}}}setSpec")]

    assert specs[:3] == ["type", "type:book", "type:article"]
    assert whole_list(client, set="type:film") == shown(film)
    assert whole_list(client, set="type") == whole_list(client) == shown(book, film)


def test_post_is_answered_as_get_without_a_cookie(client: Client) -> None:
    record = RecordFactory()
    careful = Client(enforce_csrf_checks=True)
    root = ask(careful, post=True, **KNOWN)

    assert headers(root) == shown(record)
    assert dict(careful.cookies) == {}
    body = "verb=ListIdentifiers&metadataPrefix=oai_dc"
    response = careful.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")
    assert str(record.uuid) in response.content.decode()


def test_answer_is_compressed_when_asked_and_open_to_other_sites(client: Client) -> None:
    RecordFactory.create_batch(3)
    response = client.get(ADDRESS, KNOWN, headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<OAI-PMH" in gzip.decompress(response.content)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_answer_is_the_same_in_every_language(client: Client, language: str) -> None:
    make_site()
    full_record()
    answer = client.get(ADDRESS, {"verb": "ListSets"}, headers={"accept-language": language})

    assert (answer.status_code, "Types de document" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, ["badVerb"]),
        ({"verb": "Harvest"}, ["badVerb"]),
        ({"verb": ["Identify", "Identify"]}, ["badVerb"]),
        ({"verb": "Identify", "set": "type"}, ["badArgument"]),
        ({"verb": "ListRecords"}, ["badArgument"]),
        ({"verb": "GetRecord"}, ["badArgument", "badArgument"]),
        ({**KNOWN, "metadataPrefix": ["oai_dc", "oai_dc"]}, ["badArgument"]),
        ({**KNOWN, "until": ["2020-01-01", "2020-01-02"]}, ["badArgument"]),
        ({**KNOWN, "verbe": "x"}, ["badArgument"]),
        ({**KNOWN, "metadataPrefix": "mods"}, ["cannotDisseminateFormat"]),
        ({**KNOWN, "metadataPrefix": "a b"}, ["badArgument"]),
        ({**KNOWN, "metadataPrefix": "a\x00b"}, ["badArgument"]),
        ({**KNOWN, "set": "type:"}, ["badArgument"]),
        ({**KNOWN, "set": "type:parchemin"}, ["noRecordsMatch"]),
        ({**KNOWN, "set": "selection:inconnue"}, ["noRecordsMatch"]),
        ({**KNOWN, "from": "2020-13-01"}, ["badArgument"]),
        ({**KNOWN, "from": "2020"}, ["badArgument"]),
        ({**KNOWN, "from": "2020-01-01T10:00Z"}, ["badArgument"]),
        ({**KNOWN, "from": "2020-01-01T10:00:00+01:00"}, ["badArgument"]),
        ({**KNOWN, "from": "٢٠٢٠-01-01"}, ["badArgument"]),
        ({**KNOWN, "from": "2020-01-02", "until": "2020-01-01"}, ["badArgument"]),
        ({**KNOWN, "from": "2020-01-01", "until": "2020-01-02T00:00:00Z"}, ["badArgument"]),
        ({**KNOWN, "from": "2999-01-01"}, ["noRecordsMatch"]),
        ({**KNOWN, "until": "1999-12-31"}, ["noRecordsMatch"]),
        ({**KNOWN, "from": "9999-12-31"}, ["noRecordsMatch"]),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{HOST}1"}, ["idDoesNotExist"]),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x\x07"}, ["badArgument"]),
        ({"verb": "ListMetadataFormats", "identifier": "oai:ailleurs:1"}, ["idDoesNotExist"]),
        ({"verb": "ListRecords", "resumptionToken": "abc"}, ["badResumptionToken"]),
        ({"verb": "ListRecords", "resumptionToken": "é"}, ["badResumptionToken"]),
        ({"verb": "ListRecords", "resumptionToken": ""}, ["badResumptionToken"]),
        ({"verb": "ListSets", "resumptionToken": "abc"}, ["badResumptionToken"]),
        ({**KNOWN, "resumptionToken": "abc"}, ["badArgument", "badResumptionToken"]),
    ],
)
@pytest.mark.parametrize("post", [False, True])
def test_error_has_the_code_of_the_protocol(
    client: Client, post: bool, arguments: dict[str, Any], expected: list[str]
) -> None:
    RecordFactory()

    assert errors(ask(client, post=post, **arguments)) == expected


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put(ADDRESS).status_code == 405


def test_characters_xml_forbids_are_left_out(client: Client) -> None:
    RecordFactory(title="Avant\x0baprès\ufffe", keywords=["un\x01mot"])

    for prefix in ("oai_dc", "marcxml"):
        assert errors(ask_list(client, prefix=prefix)) == []
    assert dublin_core(ask_list(client), "title") == ["Avantaprès"]


# Lists in several answers ---------------------------------------------------------------------------


@pytest.fixture
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of two records an answer."""
    monkeypatch.setattr(answers, "RECORDS_A_PAGE", 2)
    monkeypatch.setattr(answers, "HEADERS_A_PAGE", 2)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
@pytest.mark.usefixtures("two_a_page")
def test_list_holds_each_record_once(client: Client, verb: str, count: int) -> None:
    records = RecordFactory.create_batch(count)

    assert whole_list(client, verb) == shown(*records)


@pytest.mark.usefixtures("two_a_page")
def test_records_of_the_same_moment_are_each_listed_once(client: Client) -> None:
    records = RecordFactory.create_batch(7)
    type(records[0]).objects.update(changed_at=timezone.now())

    assert whole_list(client) == shown(*records)


@pytest.mark.usefixtures("two_a_page")
def test_token_counts_what_was_given_and_the_last_is_empty(client: Client) -> None:
    RecordFactory.create_batch(3)
    first = ask_list(client)
    last = ask(client, verb="ListRecords", resumptionToken=token(first))
    one, other = (root.find(f".//{{{OAI}}}resumptionToken") for root in (first, last))

    assert (one.get("cursor"), other.get("cursor"), other.text) == ("0", "2", None)
    assert one.get("expirationDate") > first.findtext(f"{{{OAI}}}responseDate")


@pytest.mark.usefixtures("two_a_page")
def test_token_keeps_the_arguments_it_was_given_for(client: Client) -> None:
    films = RecordFactory.create_batch(3, type="film")
    RecordFactory.create_batch(3)

    assert whole_list(client, set="type:film", from_="2020-01-01", until="2999-12-31") == shown(*films)


@pytest.mark.usefixtures("two_a_page")
def test_altered_token_is_refused(client: Client) -> None:
    RecordFactory.create_batch(3)
    good = token(ask_list(client))

    for wrong in (good[:-1], good + "x", good.swapcase(), good.replace(":", "", 1)):
        assert errors(ask(client, verb="ListRecords", resumptionToken=wrong)) == ["badResumptionToken"]
    assert errors(ask(client, verb="ListIdentifiers", resumptionToken=good)) == ["badResumptionToken"]
    other = ask(client, verb="ListRecords", resumptionToken=good, metadataPrefix="oai_dc")
    assert errors(other) == ["badArgument", "badResumptionToken"]


@pytest.mark.usefixtures("two_a_page")
def test_expired_token_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    RecordFactory.create_batch(3)
    good = token(ask_list(client))
    monkeypatch.setattr(tokens, "LIFETIME", -tokens.LIFETIME)

    assert errors(ask(client, verb="ListRecords", resumptionToken=good)) == ["badResumptionToken"]


@pytest.mark.usefixtures("two_a_page")
def test_list_whose_end_left_meanwhile_is_not_empty(client: Client) -> None:
    records = RecordFactory.create_batch(3)
    end = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    more = token(ask_list(client, until=end))
    type(records[2]).objects.filter(pk=records[2].pk).update(changed_at=timezone.now() + timedelta(days=1))

    assert headers(ask(client, verb="ListRecords", resumptionToken=more)) == shown(records[1])


def test_page_takes_as_many_queries_for_one_as_for_five(client: Client, django_assert_num_queries: Any) -> None:
    full_record()
    for prefix in ("oai_dc", "marcxml"):
        ask_list(client, prefix=prefix)
    counts = {"oai_dc": 17, "marcxml": 19}
    for _round in range(2):
        for prefix, count in counts.items():
            with django_assert_num_queries(count):
                ask_list(client, prefix=prefix)
        for title in "abcd":
            full_record(title=title)


def test_numbers_of_hosts_are_read_together(client: Client) -> None:
    counts = []
    for _round in range(2):
        for title in "abcde":
            RecordFactory(title=title, type="article", host=RecordFactory(title=f"Revue {title}", type="periodical"))
        with CaptureQueriesContext(connection) as queries:
            ask_list(client, prefix="marcxml")
        counts.append(sum("resources_recordidentifier" in one["sql"] for one in queries.captured_queries))

    assert counts == [2, 2]


# Under load -----------------------------------------------------------------------------------------


def test_lists_beyond_the_places_are_asked_to_come_back(client: Client, settings: Any) -> None:
    RecordFactory()
    settings.OAI_CONCURRENT_LISTS = 2
    with turnstile.place_taken(), turnstile.place_taken():
        refused = client.get(ADDRESS, KNOWN)
        other = client.get(ADDRESS, {"verb": "Identify"})

    assert (refused.status_code, refused.headers["Retry-After"], other.status_code) == (503, "10", 200)
    assert client.get(ADDRESS, KNOWN).status_code == 200
    assert cache.get("oai.place.0") is None


def test_place_is_free_again_after_an_error(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OAI_CONCURRENT_LISTS = 1
    monkeypatch.setattr(answers, "read_page", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(ADDRESS, KNOWN)

    with turnstile.place_taken():
        assert cache.get("oai.place.0") == 1
