"""Out as UNIMARC and in again: the same record, and the same file the second time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.models import Agent
from resources.exports.services import stream_export
from resources.imports.comparison import values_of
from resources.imports.services import import_file
from resources.models import Holding, HoldingSite, OtherTitle, Record, RecordIdentifier, RecordLink, RecordNote
from resources.models.parts import Contribution
from tests.corpus import CORPUS, needs_corpus
from tests.factories.marc import iso2709, made
from tests.factories.resources import RecordFactory, agent, concept, full_record

pytestmark = pytest.mark.django_db
_OF_THE_FILE = re.compile(r'<controlfield tag="00[135]">[^<]*</controlfield>|<subfield code="0">\d+</subfield>')
_DAY_OF_ENTRY = re.compile(r'(<datafield tag="100"[^>]*><subfield code="a">)\d{8}')


def export_to(path: Path, public: bool = False) -> str:
    """Write everything to a file; gives its text without what is the record's own here: number, address, day."""
    pieces: Iterator[bytes] = stream_export(Record.objects.order_by("number"), "unimarc", public=public)
    path.write_bytes(b"".join(pieces))
    return _DAY_OF_ENTRY.sub(r"\1", _OF_THE_FILE.sub("", path.read_text(encoding="utf-8")))


def import_of(path: Path) -> None:
    """Import a file, all of which must go in."""
    report = import_file(path)
    assert [problem.reason for problem in report.problems] == []


def everything(records: list[Record]) -> list[dict[str, object]]:
    """What an import may set, of each record."""
    found = values_of(records)
    return [found[record.pk] for record in records]


def rich_record() -> Record:
    """A record with every field UNIMARC or this catalogue's own additions carry."""
    record = full_record(
        type="kit", title="L’étranger : à table", nonfiling=2, subtitle="sept ports, sept repas", title_language="fr",
        original_title_language="el", responsibility="Eleni Vassiliou ; trad. Paul Hensgens", date="[2018?]",
        edition="2e éd. revue et augm.", host_title="", extent="168 p. : ill.", dimensions="24 x 30 cm",
        accompanying="1 CD + 1 livret", languages=["fr", "pt-BR"], original_languages=["el"], audience="teachers",
        age_min=8, age_max=12, levels=["primary", "higher"], group_min=2, group_max=20, duration_minutes=90,
        objectives="Vivre ensemble.\nS’écouter.", contents="12 cartes\n1 plateau", language_level="B1",
        keywords=["cuisine", "goûts & saveurs <3", "Ports. Escales."], metadata_licence="CC-BY-4.0",
    )  # fmt: skip
    agent("Eleni Vassiliou", born="1950", died="2001-05-06")
    Contribution.objects.create(
        record=record, agent=agent("Éditions du Port S.A.", "organisation"), role="spn", sort_order=2
    )
    Contribution.objects.create(
        record=record, agent=agent("Anna De Clerck"), role="clr", name_as_printed="A. de Clerck", sort_order=3
    )
    for index, (kind, text, language, source) in enumerate([
        ("note", "Une note.\n\nEn deux paragraphes.", "fr", ""), ("contents", "Un\nDeux", "", ""),
        ("review", "Une critique.", "nl", "De Standaard"), ("award", "Prix : X", "", ""),
        ("credits", "Image : Y", "en", ""), ("abstract", "Un autre résumé.", "", "Éditeur"),
    ]):  # fmt: skip
        RecordNote.objects.create(
            record=record, kind=kind, text=text, language=language, source=source, sort_order=index + 1
        )
    for index, kind in enumerate(["parallel", "cover", "variant", "former"]):
        OtherTitle.objects.create(record=record, kind=kind, text=f"Titre. {kind} ?", language="nl", sort_order=index)
    for index, (kind, value) in enumerate([
        ("isbn", "2-07-042333-7"), ("issn", "0028-0836"), ("ean", "3260050835374"), ("doi", "10.1000/182"),
        ("ismn", "979-0-2600-0043-8"), ("other", "D/2018/123 (bis)"),
    ]):  # fmt: skip
        RecordIdentifier.objects.create(record=record, kind=kind, value=value, sort_order=index + 1)
    for index, kind in enumerate(["fulltext", "audio", "video", "toc", "about"]):
        RecordLink.objects.create(
            record=record, kind=kind, url=f"https://example.org/{kind}?a=1&b=2", label="Là", sort_order=index
        )
    site, _made = HoldingSite.objects.get_or_create(name="Centre, 2e étage")
    Holding.objects.create(
        record=record, site=site, shelf_mark="316 VAS", condition="worn", status="on_site", note="Sans la carte 3",
        inventory_number="2018/0042", acquired_on="2018-05-06", origin="gift", removed_on="2026-01-02", sort_order=5,
    )  # fmt: skip
    return record


def test_a_record_with_everything_comes_back_as_it_went(tmp_path: Path) -> None:
    record = rich_record()
    before = everything([record])
    first = export_to(tmp_path / "un.xml")

    record.delete()
    Agent.objects.filter(name="Eleni Vassiliou").update(born="", died="")
    import_of(tmp_path / "un.xml")

    back = list(Record.objects.all())
    assert _sorted_by_tag(everything(back)) == _sorted_by_tag(before)
    Agent.objects.filter(name="Eleni Vassiliou").update(born="1950", died="2001-05-06")
    assert export_to(tmp_path / "deux.xml") == first


def _sorted_by_tag(records: list[dict[str, object]]) -> list[dict[str, object]]:
    """UNIMARC keeps the order of fields of one tag, not across tags: parts of several kinds are compared without it."""
    parts = ("contributions", "notes", "identifiers", "other_titles")
    return [
        {name: sorted(value, key=str) if name in parts else value for name, value in record.items()}
        for record in records
    ]


def test_people_who_are_new_come_with_the_dates_of_their_lives(tmp_path: Path) -> None:
    record = RecordFactory()
    Contribution.objects.create(
        record=record, agent=agent("Eleni Vassiliou", born="1950", died="2001-05-06"), role="aut"
    )
    export_to(tmp_path / "un.xml")

    record.delete()
    Agent.objects.all().delete()
    import_of(tmp_path / "un.xml")

    assert list(Agent.objects.values_list("name", "born", "died")) == [("Eleni Vassiliou", "1950", "2001")]


@pytest.mark.parametrize("kind", ["article", "chapter", "issue"])
def test_a_part_finds_its_whole_again(tmp_path: Path, kind: str) -> None:
    whole = RecordFactory(type="periodical" if kind != "chapter" else "book", title="Revue du monde")
    RecordIdentifier.objects.create(record=whole, kind="issn" if kind != "chapter" else "isbn",
                                    value="0028-0836" if kind != "chapter" else "2-07-042333-6")  # fmt: skip
    RecordFactory(type=kind, title="Une partie", host=whole, host_part="n° 12, mai 2018, p. 3-9")
    first = export_to(tmp_path / "un.xml")

    Record.objects.all().delete()
    import_of(tmp_path / "un.xml")

    part = Record.objects.get(title="Une partie")
    assert (part.type, part.host_part, part.host and part.host.title) == (
        kind,
        "n° 12, mai 2018, p. 3-9",
        "Revue du monde",
    )
    assert export_to(tmp_path / "deux.xml") == first


def test_a_subject_with_subdivisions_is_found_by_its_first_words_and_loses_none(tmp_path: Path) -> None:
    known, whole = concept("Gravure"), concept("Gravure -- Belgique")
    path = tmp_path / "notice.mrc"
    path.write_bytes(iso2709(made(
        "001 1", "200 1 $aTitre", "606   $aGravure$yFrance", "606   $aGravure$yBelgique", "606   $aInconnu$xTout",
    )))  # fmt: skip

    import_of(path)

    record = Record.objects.get()
    assert [one.concept for one in record.subjects.all()] == [known, whole]
    assert record.keywords == ["Gravure -- France", "Inconnu -- Tout"]


@needs_corpus
@pytest.mark.corpus
def test_the_marc_files_are_stable_from_the_first_export_on(tmp_path: Path) -> None:
    for name in ("bib.mrc", "unimarc-biblios.xml"):
        import_of(CORPUS / "marc" / name)
    first = export_to(tmp_path / "un.xml")

    Record.objects.all().delete()
    import_of(tmp_path / "un.xml")

    assert first.count("<record") == 10
    assert export_to(tmp_path / "deux.xml") == first


@needs_corpus
@pytest.mark.corpus
def test_the_whole_catalogue_goes_out_and_comes_back(tmp_path: Path) -> None:
    lines = (CORPUS / "catalogue" / "bibliotheque-fr.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    table = tmp_path / "catalogue.csv"
    table.write_text("".join(lines[:200]), encoding="utf-8")
    import_file(table, Path("examples/imports/catalogue.toml"))
    count = Record.objects.count()
    first = export_to(tmp_path / "un.xml")

    Record.objects.all().delete()
    import_of(tmp_path / "un.xml")

    assert Record.objects.count() == count
    assert export_to(tmp_path / "deux.xml") == first
