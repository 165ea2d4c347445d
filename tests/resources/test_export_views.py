"""Files and citations asked of the site, and the command that writes files."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resources.exports import selection, services
from resources.exports.formats import FORMATS
from resources.models import Record, SourceRecord
from search.contract import SearchUnavailable
from search.services import sync_search
from tests.factories.resources import RecordFactory, full_record

pytestmark = pytest.mark.django_db


def address(record: Record, after: str = "", language: str = "fr") -> str:
    section = {"fr": "ressources", "nl": "bronnen", "en": "resources"}[language]
    return f"/{language}/{section}/notice/{record.number}/{record.slug}/{after}"


def body(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("name", list(FORMATS))
def test_record_is_taken_away_in_every_format(client: Client, name: str) -> None:
    record = full_record()

    response = client.get(address(record, f"exporter/{name}/"))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == FORMATS[name].content_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="notice-{record.number}.{FORMATS[name].extension}"'
    )
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in response.headers
    assert "étranger à table" in body(response)


def test_record_page_leads_to_its_files_and_citations(client: Client) -> None:
    record = full_record()

    html = client.get(address(record, language="nl")).content.decode()

    for after in ("citer/", *(f"exporter/{name}/" for name in FORMATS)):
        assert f'href="{address(record, after, "nl")}" rel="nofollow"' in html


def test_record_page_says_its_type_to_zotero(client: Client) -> None:
    record = full_record(type="film")

    html = client.get(address(record)).content.decode()

    assert '<meta property="z:itemType" content="film">' in html
    assert f'<meta name="citation_public_url" content="http://testserver/id/record/{record.uuid}">' in html


def test_draft_has_no_file(client: Client) -> None:
    record = RecordFactory(live=False)

    assert client.get(address(record, "exporter/ris/")).status_code == 404
    assert client.get(address(record, "citer/")).status_code == 404


def test_withdrawn_record_has_no_file(client: Client) -> None:
    record = RecordFactory()
    record.withdraw("doublon")

    assert client.get(address(record, "exporter/ris/")).status_code == 404


def test_format_nobody_offers_is_not_found(client: Client) -> None:
    assert client.get(address(RecordFactory(), "exporter/docx/")).status_code == 404
    assert client.get("/fr/ressources/exporter/docx/").status_code == 404


def test_citations_are_on_a_page_of_their_own(client: Client) -> None:
    record = full_record()

    response = client.get(address(record, "citer/", "en"))
    html = response.content.decode()

    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in html
    assert "VASSILIOU, Eleni. " in html
    assert "Vassiliou, E. (2018). " in html
    assert "Vassiliou, Eleni. " in html
    assert "Translated by Paul Hensgens" in html


def test_old_slug_of_a_citation_leads_on(client: Client) -> None:
    record = full_record()

    response = client.get(f"/fr/ressources/notice/{record.number}/autrefois/citer/")

    assert (response.status_code, response.headers["Location"]) == (301, address(record, "citer/"))


# Searches ----------------------------------------------------------------------------------------


@pytest.fixture
def library() -> list[Record]:
    """Thirty records, found by one word; more than a page of results."""
    records = [RecordFactory(title=f"Passerelle {number:02d}", date=str(1990 + number)) for number in range(30)]
    RecordFactory(title="Ailleurs")
    sync_search()
    return records


def test_whole_search_is_taken_away_in_its_order(client: Client, library: list[Record]) -> None:
    response = client.get("/fr/ressources/exporter/ris/", {"q": "passerelle", "tri": "anciens", "page": "2"})

    titles = [line for line in body(response).splitlines() if line.startswith("TI")]
    assert titles == [f"TI  - {record.title}" for record in library]
    assert response.headers["Content-Disposition"] == 'attachment; filename="recherche.ris"'
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_hit_withdrawn_since_it_was_indexed_is_left_out(client: Client, library: list[Record]) -> None:
    Record.objects.filter(pk=library[0].pk).update(live=False)

    text = body(client.get("/fr/ressources/exporter/ris/", {"q": "passerelle"}))

    assert text.count("TY  - ") == 29
    assert "Passerelle 00" not in text


def test_results_lead_to_files_of_the_whole_search(client: Client, library: list[Record]) -> None:
    html = client.get("/fr/recherche/", {"q": "passerelle", "page": "2"}).content.decode()

    assert 'href="/fr/ressources/exporter/ris/?q=passerelle" rel="nofollow" download' in html
    assert html.count('<span class="Z3988" title="ctx_ver=') == 10


def test_too_large_a_search_is_refused_with_a_sentence(
    client: Client, library: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resources.exports.views.MOST_PUBLIC", 12)
    monkeypatch.setattr(
        "resources.exports.views.find_keys", lambda asked, language: selection.find_keys(asked, "fr", 12)
    )

    response = client.get("/fr/ressources/exporter/csv/", {"q": "passerelle"})

    assert response.status_code == 400
    assert "Cette recherche trouve 30 notices ; un fichier en contient 12 au plus." in response.content.decode()


def test_too_large_a_search_offers_no_file(
    client: Client, library: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resources.templatetags.export_tags.MOST_PUBLIC", 12)

    html = client.get("/fr/ressources/", {"q": "passerelle"}).content.decode()

    assert "exporter/ris/" not in html
    assert "Plus de 12 résultats : réduisez la recherche pour l’exporter." in html


def test_robot_that_follows_every_link_is_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resources.exports.views.EXPORTS_PER_HOUR", 1)
    sync_search()
    client.get("/fr/ressources/exporter/ris/", {"q": "rien"})

    response = client.get("/fr/ressources/exporter/ris/", {"q": "rien"})

    assert (response.status_code, response.headers["Retry-After"]) == (429, "3600")


def test_impossible_search_is_a_bad_request(client: Client) -> None:
    assert client.get("/fr/ressources/exporter/ris/", {"de": "jamais"}).status_code == 400


def test_search_without_index_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(asked: Any, language: str) -> Any:
        raise SearchUnavailable

    monkeypatch.setattr("resources.exports.views.find_keys", fail)

    response = client.get("/fr/ressources/exporter/ris/", {"q": "passerelle"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")


def test_keys_of_a_search_are_asked_page_by_page(library: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "STEP", 7)
    from search.addresses import SearchAddress

    keys = selection.find_keys(SearchAddress(query="passerelle", sort="oldest"), "fr")

    assert list(keys) == [record.pk for record in library]


def test_file_of_a_search_takes_a_fixed_number_of_queries(client: Client, library: list[Record]) -> None:
    def asked(words: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client.get("/fr/ressources/exporter/ris/", {"q": words}))
        return len(queries)

    asked("ailleurs")
    assert asked("ailleurs") == asked("passerelle")
    assert services.BATCH > 30


# The command -------------------------------------------------------------------------------------


def run(path: Path, *options: str) -> str:
    """Run the command into a file; returns what it said."""
    out = StringIO()
    call_command("export_records", *options, "--output", str(path), stdout=out)
    return out.getvalue()


def test_command_writes_everything_public(tmp_path: Path) -> None:
    for _again in range(3):
        RecordFactory()
    RecordFactory(live=False)
    path = tmp_path / "notices.ris"

    assert run(path, "--all", "--format", "ris") == "3 records exported\n"
    assert path.read_text(encoding="utf-8").count("TY  - ") == 3
    assert list(tmp_path.iterdir()) == [path]


def test_command_writes_drafts_when_asked(tmp_path: Path) -> None:
    RecordFactory(live=False)

    assert run(tmp_path / "tout.xml", "--all", "--internal") == "1 records exported\n"


def test_command_writes_what_a_search_finds(tmp_path: Path, library: list[Record]) -> None:
    assert run(tmp_path / "a.csv", "--query", "passerelle", "--format", "csv") == "30 records exported\n"


def test_command_writes_one_source(tmp_path: Path) -> None:
    record = RecordFactory(title="D’ailleurs")
    RecordFactory()
    SourceRecord.objects.create(record=record, source="Ville", identifier="1", format="csv", payload="", digest="")

    assert run(tmp_path / "a.ris", "--source", "Ville", "--format", "ris") == "1 records exported\n"
    assert "D’ailleurs" in (tmp_path / "a.ris").read_text(encoding="utf-8")


def test_command_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    RecordFactory()
    path = tmp_path / "absent" / "notices.xml"

    with pytest.raises(CommandError, match="No such file"):
        run(path, "--all")


def test_command_says_that_there_is_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*asked: Any) -> Any:
        raise SearchUnavailable

    monkeypatch.setattr("resources.management.commands.export_records.find_keys", fail)

    with pytest.raises(CommandError, match="rebuild_search"):
        run(tmp_path / "a.xml", "--query", "passerelle")
