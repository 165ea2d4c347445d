"""Records after a merge: their address, bodies that name them, the import, the search, and the warning's questions."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.merging import MergeRefused, merge_things
from core.unmerging import undo_merge
from directory.responsibility import Name
from directory.services import find_or_create_agents, merge_agents
from home.teasers import record_teasers
from resources.addresses import record_path
from resources.duplicates import DuplicateKeys, find_duplicates, keys_of_draft, keys_of_record
from resources.imports.rows import Draft
from resources.models import (
    Contribution,
    Record,
    RecordSubject,
    SelectionEntry,
    SelectionPage,
    SourceRecord,
    Subscription,
)
from search.contract import SearchRequest
from search.services import engine, rebuild_search, sync_search
from tests.factories.home import home_page, make_site
from tests.factories.resources import RecordFactory, agent, concept, full_record
from thesaurus.services import merge_concepts

pytestmark = pytest.mark.django_db


def test_address_leads_on_for_good_and_comes_back(client: Client) -> None:
    make_site()
    former, kept = RecordFactory(title="Exode"), RecordFactory(title="Exil")
    path = record_path(former.number, former.slug)
    merge = merge_things(former, kept)

    moved = client.get(path)
    assert (moved.status_code, moved.headers["Location"]) == (301, record_path(kept.number, kept.slug))
    undo_merge(merge)
    assert client.get(path).status_code == 200


def test_body_that_picked_it_shows_what_it_became() -> None:
    make_site()
    former, kept = RecordFactory(title="Exode"), RecordFactory(title="Exil")
    merge_things(former, kept)

    teasers = record_teasers([former.pk])

    assert [teaser["title"] for teaser in teasers.values()] == ["Exil"]
    assert list(teasers) == [former.pk]


def test_search_follows_a_merge_of_people_and_its_undoing() -> None:
    make_site()
    former, kept = agent("Zoé Pontarlier"), agent("Zoé de Pontarlier")
    record = RecordFactory()
    Contribution.objects.create(record=record, agent=former)
    rebuild_search()

    def answers(number: int) -> int:
        sync_search()
        return engine().search(SearchRequest(filters={"agent": [str(number)]})).total

    merge = merge_agents(former, kept)
    assert (answers(former.number), answers(kept.number)) == (0, 1)
    undo_merge(merge)
    assert (answers(former.number), answers(kept.number)) == (1, 0)


def test_search_follows_a_merge_of_concepts_up_the_tree() -> None:
    make_site()
    above = concept("Migrations")
    former, kept = concept("Exode"), concept("Exil", broader=above)
    record = RecordFactory()
    RecordSubject.objects.create(record=record, concept=former)
    rebuild_search()

    merge_concepts(former, kept)

    sync_search()
    assert engine().search(SearchRequest(filters={"concept": [str(above.number)]})).total == 1
    assert engine().search(SearchRequest(filters={"concept": [str(former.number)]})).total == 0


def test_import_of_a_merged_record_goes_on(tmp_path: Path) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "t.toml"
    mapping.write_text(
        'source = "voisin"\ndelimiter = ";"\n[defaults]\ntype = "book"\nlanguages = ["fr"]\n[columns]\n'
        'id = "identifier"\ntitre = "title"\nauteur = "people"\n',
        encoding="utf-8",
    )
    table.write_text("id;titre;auteur\n1;Exil;Jean Ray\n2;L’exil;J. Ray\n", encoding="utf-8")
    call_command("import_records", table, mapping=mapping)
    first, second = (SourceRecord.objects.get(identifier=each).record for each in "12")
    short, whole = second.contributions.get().agent, first.contributions.get().agent
    merge_things(second, first)
    merge_agents(short, whole)

    call_command("import_records", table, mapping=mapping)

    assert Record.objects.count() == 2
    assert {source.record for source in SourceRecord.objects.all()} == {first}
    assert find_or_create_agents([("J. Ray", "person")])["J. Ray", "person"] == whole
    assert Record.objects.get(pk=first.pk).title == "Exil"


def test_shelf_that_holds_both_holds_one() -> None:
    make_site()
    page = SelectionPage(title="Exils", slug="exils", introduction="x", locale=home_page().locale)
    home_page().add_child(instance=page)
    former, kept = RecordFactory(), RecordFactory()
    entries = [SelectionEntry.objects.create(page=page, record=each, comment=each.title) for each in (former, kept)]
    merge = merge_things(former, kept)
    assert list(SelectionEntry.objects.all()) == [entries[1]]

    undo_merge(merge)
    assert set(SelectionEntry.objects.values_list("pk", "record", "comment")) == {
        (entry.pk, entry.record_id, entry.comment) for entry in entries
    }


def test_two_periodicals_each_with_its_subscription_are_not_merged() -> None:
    former, kept = (RecordFactory(title=title, type="periodical") for title in ("Imag", "Imag, la revue"))
    for each in (former, kept):
        Subscription.objects.create(record=each, frequency="monthly", first_expected_on="2026-01-01")

    with pytest.raises(MergeRefused, match="ont chacun leur abonnement"):
        merge_things(former, kept)
    former.refresh_from_db()
    assert former.merged_into is None


def test_draft_of_an_import_has_the_keys_of_the_record_it_would_make() -> None:
    record = full_record()
    draft = Draft(
        fields={"title": "[L']étranger à table", "languages": ["fr"], "date": "2018"},
        people=[Name("Hensgens, Paul", role="trl"), Name("VASSILIOU Eleni")],
        numbers=[("isbn", "9782070423330")],
    )

    assert keys_of_draft(draft) == keys_of_record(record)


def test_keys_find_records_and_drafts_but_nothing_gone_nor_excluded() -> None:
    known, draft, gone = full_record(), full_record(live=False), full_record()
    gone.withdraw()
    keys = keys_of_record(known)
    other = DuplicateKeys(frozenset(), "autre chose", 2018, "")

    assert find_duplicates([keys, other]) == [[known.pk, draft.pk], []]
    assert find_duplicates([keys], exclude=[known.pk]) == [[draft.pk]]


def test_author_merged_since_is_recognised_by_the_former_name() -> None:
    record = RecordFactory(title="Exil")
    former, kept = agent("Jean Raymond"), agent("Jean Ray")
    Contribution.objects.create(record=record, agent=kept)
    merge_agents(former, kept)

    assert find_duplicates([DuplicateKeys(frozenset(), "exil", 2018, "jean raymond")]) == [[record.pk]]


def test_numbers_of_one_review_are_not_one_document() -> None:
    for part in ("n° 301", "n° 302"):
        RecordFactory(title="Imag", host_part=part)

    found = find_duplicates([DuplicateKeys(frozenset(), "imag", 2018, "", part) for part in ("n 302", "n 303", "")])

    assert [len(each) for each in found] == [1, 0, 2]


def test_a_batch_takes_as_many_queries_as_one() -> None:
    for number in range(5):
        full_record(title=f"Titre {number}")
    isbns = frozenset({"9782070423330"})
    keys = [DuplicateKeys(isbns, f"titre {number}", 2018, "eleni vassiliou") for number in range(5)]
    counts = []
    for number in (1, 5):
        with CaptureQueriesContext(connection) as queries:
            find_duplicates(keys[:number])
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_page_of_a_merge_shows_the_people_of_the_two_records_alone(admin_client: Client) -> None:
    former, kept = RecordFactory(title="Exode"), RecordFactory(title="Exil")
    for record, name in ((former, "Ana Lima"), (kept, "Zoé Prat"), (RecordFactory(title="Autre"), "Paul Étranger")):
        Contribution.objects.create(record=record, agent=agent(name), role="aut")
    merge = merge_things(former, kept)

    html = admin_client.get(reverse("duplicates:merge", args=[merge.uuid])).content.decode()

    assert [name in html for name in ("Ana Lima", "Zoé Prat", "Paul Étranger")] == [True, True, False]
