"""What the index holds of records, and what puts it out of date."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from stdnum.isbn import to_isbn13

from resources.availability import say_availability
from resources.facets import age_bands, duration_band, group_bands
from resources.models import Contribution, Holding, Record, RecordIdentifier, RecordLink, RecordSubject
from resources.search import SOURCE, isbn10_of
from search.contract import SearchDocument
from search.services import with_dependents
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, attach, concept, full_record
from thesaurus.models import ConceptLabel

pytestmark = pytest.mark.django_db


def document_of(record: Record) -> SearchDocument:
    rows = list(SOURCE.visible().filter(pk=record.pk))
    return next(iter(SOURCE.build(rows)))


def test_document_holds_what_is_searched() -> None:
    record = full_record()
    document = document_of(record)

    assert document.title == "L’étranger à table\u00a0: sept ports, sept repas"
    assert document.sort_title == "etranger a table"
    assert list(document.other_titles) == ["Ο ξένος στο τραπέζι"]
    assert list(document.people) == ["Eleni Vassiliou", "Paul Hensgens", ""]
    assert list(document.subjects) == ["Hospitalité", "cuisine"]
    assert list(document.identifiers) == ["2-07-042333-6", "9782070423330", "2070423336"]
    assert [part.text for part in document.parts] == [
        "On y raconte des repas partagés.",
        "Seuils",
        "Presses de la Senne",
    ]
    assert document.path == f"/fr/ressources/notice/{record.number}/letranger-a-table/"
    assert (document.first_year, document.last_year, document.language) == (2018, 2018, "fr")


def test_document_facets_name_agents_by_role_and_concepts_with_broader_ones() -> None:
    record = full_record()
    above = concept("Société")
    below = concept("Exil", broader=above)
    RecordSubject.objects.create(record=record, concept=below, sort_order=9)
    facets = document_of(record).facets
    own = [str(one.concept.number) for one in record.subjects.all()]
    author, translator = (str(one.agent.number) for one in record.contributions.all())
    publisher = str(record.publications.get().agent.number)

    assert facets["subject"] == own
    assert sorted(facets["concept"]) == sorted([*own, str(above.number)])
    assert facets["agent"] == [author, translator]
    assert facets["agent_role"] == [f"{author}:aut", f"{translator}:trl", f"{publisher}:pbl"]
    assert facets["publisher"] == [publisher]
    assert facets["available"] == ["loan", "shelf"]
    assert facets["type"] == ["book"]


def test_document_names_no_hidden_agent_or_concept() -> None:
    record = full_record()
    hidden = agent("Nom Caché", live=False)
    Contribution.objects.create(record=record, agent=hidden, role="aut")
    RecordSubject.objects.create(record=record, concept=concept("Sujet caché", live=False))
    hidden_above = concept("Au-dessus caché", live=False)
    RecordSubject.objects.create(record=record, concept=concept("Visible", broader=hidden_above))
    document = document_of(record)

    assert "aché" not in repr(document)
    assert str(hidden.number) not in document.facets["agent"]
    assert str(hidden_above.number) not in document.facets["concept"]


def test_hidden_labels_are_searched_and_never_printed() -> None:
    record = RecordFactory()
    subject = concept("Migrants")
    ConceptLabel.objects.create(concept=subject, language="fr", kind="hidden", text="clandestins")
    RecordSubject.objects.create(record=record, concept=subject)
    document = document_of(record)

    assert (list(document.subjects), list(document.misspellings)) == (["Migrants"], ["clandestins"])
    assert "clandestins" not in repr(document.card)


def test_merged_agent_is_indexed_as_the_one_it_became() -> None:
    kept, double = agent("Gaston Leroux"), agent("Gaston Leroux père")
    record = RecordFactory()
    Contribution.objects.create(record=record, agent=double, role="aut")
    double.merged_into = kept
    double.save()

    assert document_of(record).facets["agent"] == [str(kept.number)]


@pytest.mark.parametrize(
    ("kind", "values"),
    [("fulltext", ["online"]), ("audio", ["online"]), ("video", ["online"]), ("about", None), ("toc", None)],
)
def test_only_links_to_the_document_itself_make_it_available_online(kind: str, values: list[str] | None) -> None:
    record = RecordFactory()
    RecordLink.objects.create(record=record, kind=kind, url="https://example.org/")

    assert document_of(record).facets.get("available") == values


def test_private_file_and_cover_are_unknown_to_the_index() -> None:
    private = CollectionFactory(private=True)
    record = RecordFactory(cover=ImageFactory(collection=private))
    attach(record, DocumentFactory(title="Secret", collection=private), "Secret")
    document = document_of(record)

    assert "available" not in document.facets
    assert document.card["cover_url"] == ""
    assert "Secret" not in repr(document)


def test_public_cover_is_a_small_picture() -> None:
    record = RecordFactory(cover=ImageFactory())

    assert document_of(record).card["cover_url"].endswith(".webp")


def test_missing_picture_file_gives_way_to_the_woven_cover() -> None:
    image = ImageFactory()
    record = RecordFactory(cover=image)
    image.file.storage.delete(image.file.name)

    assert document_of(record).card["cover_url"] == ""


def test_drafts_and_withdrawn_records_are_not_in_the_index() -> None:
    RecordFactory(live=False)
    RecordFactory().withdraw()
    RecordFactory(merged_into=RecordFactory(title="Le bon"))

    assert [record.title for record in SOURCE.visible()] == ["Le bon"]


def test_documents_of_a_batch_ask_a_fixed_number_of_queries() -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            record = full_record()
            record.cover = ImageFactory()
            record.save()
        list(SOURCE.build(list(SOURCE.visible())))
        with CaptureQueriesContext(connection) as queries:
            list(SOURCE.build(list(SOURCE.visible())))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def dependents_of(kind: str, thing: Any) -> set[Any]:
    return with_dependents([(kind, thing.uuid)]).get("resources.record", set())


def test_change_of_a_person_concerns_what_they_made() -> None:
    record, other = full_record(), RecordFactory()

    assert dependents_of("directory.agent", record.contributions.first().agent) == {record.uuid}
    assert dependents_of("directory.agent", record.publications.first().agent) == {record.uuid}
    assert other.uuid not in dependents_of("directory.agent", record.contributions.first().agent)


def test_change_of_a_concept_concerns_what_narrower_ones_index() -> None:
    above = concept("Société")
    record = RecordFactory()
    RecordSubject.objects.create(record=record, concept=concept("Exil", broader=above))

    assert dependents_of("thesaurus.concept", above) == {record.uuid}


def test_change_of_a_host_concerns_its_parts() -> None:
    host = RecordFactory(type="issue")
    part = RecordFactory(type="article", host=host)

    assert dependents_of("resources.record", host) == {host.uuid, part.uuid}


@pytest.mark.parametrize(
    ("isbn13", "isbn10"), [("9782070423330", "2070423336"), (to_isbn13("271443410X"), "271443410X")]
)
def test_isbn10_of(isbn13: str, isbn10: str) -> None:
    assert isbn10_of(isbn13) == isbn10


def test_wrong_isbn_is_found_as_written() -> None:
    record = RecordFactory()
    RecordIdentifier.objects.create(record=record, kind="isbn", value="2-07-042333-1")

    assert list(document_of(record).identifiers) == ["2-07-042333-1", "2070423331"]


@pytest.mark.parametrize(
    ("low", "high", "bands"),
    [(None, None, []), (8, 12, ["6-8", "9-11", "12-14"]), (16, None, ["15-18", "adult"]), (None, 4, ["3-5"])],
)
def test_age_bands(low: int | None, high: int | None, bands: list[str]) -> None:
    assert age_bands(low, high) == bands


def test_group_bands_and_durations() -> None:
    assert group_bands(8, 25) == ["1-10", "11-20", "21-30"]
    assert group_bands(40, None) == ["31+"]
    assert [duration_band(minutes) for minutes in (None, 30, 45, 120, 121)] == [
        [], ["0-30"], ["31-60"], ["61-120"], ["121+"],
    ]  # fmt: skip


def test_availability_gives_the_best_way_first() -> None:
    record = RecordFactory()
    for status in ("lost", "on_loan", "available", "available"):
        Holding.objects.create(record=record, status=status, shelf_mark=f"cote {status}")
    card = document_of(record).card

    assert card["availability"] == {"state": "yes", "key": "available", "count": 2, "shelf_mark": "cote available"}
    assert say_availability("available", 2) == "Disponible, 2 exemplaires"
    assert say_availability("on_site", 1, "film") == "À voir sur place"
