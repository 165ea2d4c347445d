"""Importing again: what the source changed goes in, what was edited here stays, what somebody is at work on is left."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.models import IndexChange
from resources.imports.comparison import Comparison, Difference, compare, digest, fingerprints_of
from resources.imports.report import ImportReport
from resources.imports.services import import_file
from resources.imports.writer import WriteOptions
from resources.models import Holding, ImportLine, ImportRun, Record, SourceRecord
from tests.factories.resources import RecordFactory
from tests.resources.conftest import typed

pytestmark = pytest.mark.django_db

MAPPING = """
source = "Voisine"
[defaults]
languages = ["fr"]
[columns]
id = "identifier"
titre = "title"
auteur = "people"
date = "date"
cote = { to = "shelf_mark", site = "Réserve" }
resume = "note"
"""
HEADER = "id,titre,auteur,date,cote,resume\n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Import rows as a CSV file."""
    mapping, path = tmp_path / "m.toml", tmp_path / "notices.csv"
    mapping.write_text(MAPPING, encoding="utf-8")

    def import_rows(*rows: str, complete: bool = False, **options: Any) -> ImportReport:
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return import_file(path, mapping, options=WriteOptions(**options), complete=complete)

    return import_rows


def counts(report: ImportReport) -> dict[str, int]:
    return {key: count for key, count in report.counts.items() if count}


def last_line() -> ImportLine:
    return ImportLine.objects.order_by("-pk")[0]


def edit(record: Record, **fields: Any) -> None:
    """Publish a change made here."""
    for name, value in fields.items():
        setattr(record, name, value)
    record.save_revision().publish()


def test_values_are_compared_three_ways() -> None:
    base = fingerprints_of({"a": 1, "b": 1, "c": 1, "d": 1, "e": ""})

    result = compare(base, {"a": 1, "b": 2, "c": 2, "d": 1, "e": ""}, {"a": 2, "b": 1, "c": 3, "d": 1, "e": "x"})

    assert result.differences == [
        Difference("a", 1, 2, taken=True), Difference("c", 2, 3, taken=False), Difference("e", "", "x", taken=True),
    ]  # fmt: skip
    assert result.taken == {"a": 2, "e": "x"}
    there = {"a": 2, "b": 1, "c": 3, "d": 1, "e": "x"}
    assert result.fingerprints == {name: digest(value) for name, value in there.items()}


def test_same_change_on_both_sides_is_no_difference() -> None:
    assert compare({"a": digest(1)}, {"a": 2}, {"a": 2}) == Comparison([], {"a": digest(2)})


def test_only_what_the_source_changed_goes_in(run: Any) -> None:
    run("1,Avant,Jean Untel,2001,A 1,Un résumé")
    record = Record.objects.get()
    edit(record, subtitle="ajouté ici", date="2002")
    report = run("1,Après,Jean Untel,2001,A 1,Un résumé")
    after = Record.objects.get()

    assert counts(report) == {"updated": 1}
    assert (after.title, after.sort_title, after.subtitle, after.date) == ("Après", "apres", "ajouté ici", "2002")
    assert last_line().changes == [["title", "Avant", "Après", "taken"]]


def test_field_changed_on_both_sides_is_kept_and_reported_once(run: Any) -> None:
    run("1,Avant,Jean Untel,2001,A 1,Un résumé")
    edit(Record.objects.get(), title="Corrigé ici")
    first = run("1,Changé là-bas,Jean Untel,1999,A 1,Un résumé")
    line = last_line()
    second = run("1,Changé là-bas,Jean Untel,1999,A 2,Un résumé")

    assert counts(first) == {"updated": 1, "conflicts": 1}
    assert (line.state, line.changes) == (
        "conflict", [["title", "Corrigé ici", "Changé là-bas", "kept"], ["date", "2001", "1999", "taken"]],
    )  # fmt: skip
    assert counts(second) == {"updated": 1}
    record = Record.objects.get()
    assert (record.title, record.date, record.holdings.get().shelf_mark) == ("Corrigé ici", "1999", "A 2")


def test_part_edited_here_stays_when_the_source_has_not_changed_it(run: Any) -> None:
    run("1,Un,Jean Untel,2001,A 1,Un résumé")
    record = Record.objects.get()
    one = record.contributions.all()[0]
    one.name_as_printed = "J. Untel"
    record.contributions = [one]
    record.save_revision().publish()
    run("1,Deux,Jean Untel,2001,A 1,Un résumé")

    assert [one.name_as_printed for one in Record.objects.get().contributions.all()] == ["J. Untel"]


def test_editor_opened_after_an_import_shows_what_came_in(run: Any, desk: Client) -> None:
    run("1,Avant,Jean Untel,2001,A 1,Un résumé")
    record = Record.objects.get()
    edit(record, subtitle="d’ici")
    run("1,Après,Marie Autre,2001,A 1,Un résumé")

    record = Record.objects.get()
    shown = record.get_latest_revision_as_object()
    assert (shown.title, shown.subtitle) == ("Après", "d’ici")
    assert [one.agent.name for one in shown.contributions.all()] == ["Marie Autre"]
    assert record.live_revision_id == record.latest_revision_id
    assert record.has_unpublished_changes is False
    html = desk.get(reverse("wagtailsnippets_resources_record:edit", args=[record.pk])).content.decode()
    assert 'value="Après"' in html
    record.latest_revision.publish()
    assert Record.objects.get().title == "Après"


def test_import_of_a_change_is_in_the_history(run: Any, desk: Client) -> None:
    run("1,Avant,,2001,,")
    run("1,Après,,2001,,")
    record = Record.objects.get()

    html = desk.get(reverse("wagtailsnippets_resources_record:history", args=[record.pk])).content.decode()
    assert "Mise à jour par un import" in html
    entry = ModelLogEntry.objects.get(action="passerelles.import")
    assert entry.data == {"source": "Voisine", "run": str(ImportRun.objects.order_by("-pk")[0].uuid)}


def lock(record: Record) -> None:
    record.locked = True
    record.save()


def draft(record: Record) -> None:
    record.title = "Brouillon"
    record.save_revision()


def schedule(record: Record) -> None:
    record.go_live_at = timezone.now() + timedelta(days=1)
    record.save_revision().publish()


def expire(record: Record) -> None:
    record.expire_at = timezone.now() + timedelta(days=1)
    record.save_revision().publish()


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (lock, "la notice {} est verrouillée"),
        (draft, "la notice {} a un brouillon ouvert"),
        (schedule, "la notice {} a une date de publication ou d’expiration"),
        (expire, "la notice {} a une date de publication ou d’expiration"),
        (Record.withdraw, "la notice {} a été retirée ici"),
    ],
)
def test_record_somebody_is_at_work_on_is_left_alone_every_time(run: Any, work: Any, reason: str) -> None:
    run("1,Avant,,2001,,")
    record = Record.objects.get()
    work(record)
    reports = [run("1,Après,,2001,,") for _night in range(2)]

    assert [counts(report) for report in reports] == [{"conflicts": 1}, {"conflicts": 1}]
    assert [problem.reason for problem in reports[1].problems] == [reason.format(record.number)]
    assert Record.objects.get().title != "Après"
    assert SourceRecord.objects.get().payload.endswith("1,Avant,,2001,,")


def test_record_from_before_fingerprints_follows_its_source_unless_edited(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2001,,")
    SourceRecord.objects.update(fingerprints={})
    edit(Record.objects.get(title="Deux"), title="Deux corrigé")
    report = run("1,Un bis,,2001,,", "2,Deux bis,,2001,,")

    assert counts(report) == {"updated": 1, "conflicts": 1}
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Deux corrigé", "Un bis"]


def test_copy_that_stays_keeps_its_row(run: Any) -> None:
    run("1,Un,,2001,A 1,")
    holding = Holding.objects.get()
    run("1,Un,,2001,A 1,Un résumé")
    run("1,Deux,,2001,A 1,Un autre")

    assert Holding.objects.get().pk == holding.pk


def test_other_rules_read_the_same_file_anew(run: Any, tmp_path: Path) -> None:
    run("1,Un,,2001,A 1,Une phrase")
    rules = (tmp_path / "m.toml").read_text(encoding="utf-8")
    (tmp_path / "m.toml").write_text(rules.replace('"note"', '"subtitle"'), encoding="utf-8")
    report = run("1,Un,,2001,A 1,Une phrase")

    assert counts(report) == {"updated": 1}
    assert (Record.objects.get().subtitle, Record.objects.get().notes.count()) == ("Une phrase", 0)


def test_unchanged_import_writes_nothing_but_when_it_was_seen(run: Any) -> None:
    rows = [f"{number},Titre {number},,2001,," for number in range(30)]
    run(*rows)
    changes = IndexChange.objects.count()
    with CaptureQueriesContext(connection) as queries:
        report = run(*rows)

    written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    tables = {sql.split('"')[1] for sql in written}
    assert (counts(report), IndexChange.objects.count() - changes) == ({"unchanged": 30}, 0)
    assert tables == {"resources_importrun", "resources_sourcerecord"}


def test_queries_of_an_import_do_not_grow_with_its_rows(run: Any) -> None:
    taken = []
    for size in (5, 40):
        rows = [f"{size}-{number},Titre {number},Auteur {number},2001,A {number},Un" for number in range(size)]
        run(*rows)
        with CaptureQueriesContext(connection) as queries:
            run(*(row.replace("Titre", "Autre") for row in rows))
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_likely_duplicates_are_imported_and_reported(run: Any) -> None:
    there = RecordFactory(title="Zoom", date="1996")
    report = run("1,Zoom,,1996,,")
    line = last_line()

    assert counts(report) == {"created": 1, "duplicates": 1}
    assert (line.state, line.duplicates, line.reason) == (
        "duplicate", [there.number], f"ressemble à n° {there.number}",
    )  # fmt: skip
    assert Record.objects.count() == 2


def test_likely_duplicates_can_be_left_out(run: Any) -> None:
    RecordFactory(title="Zoom", date="1996")
    report = run("1,Zoom,,1996,,", "2,Autre,,1996,,", skip_duplicates=True)

    assert counts(report) == {"created": 1, "duplicates": 1, "skipped": 1}
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Autre", "Zoom"]
    assert SourceRecord.objects.get().identifier == "2"


def test_what_a_complete_file_lacks_is_proposed_for_withdrawal(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2001,,")
    partial = run("1,Un,,2001,,")
    whole = run("1,Un,,2001,,", complete=True)

    assert (counts(partial), counts(whole)) == ({"unchanged": 1}, {"unchanged": 1, "gone": 1})
    assert [row.record.title for row in SourceRecord.objects.gone()] == ["Deux"]
    assert Record.objects.get(title="Deux").withdrawn_at is None
    run("1,Un,,2001,,", "2,Deux,,2001,,", complete=True)
    assert SourceRecord.objects.gone().count() == 0


def test_nothing_is_proposed_when_a_row_cannot_be_told(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2001,,")
    report = run("1,Un,,2001,,", "2,coupée", complete=True)

    assert counts(report) == {"unchanged": 1, "errors": 1}
    assert SourceRecord.objects.gone().count() == 0
    assert "rien n’est proposé au retrait" in report.as_text()


def test_refused_row_with_an_identifier_is_not_gone(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2001,,", "3,Trois,,2001,,")
    report = run("1,Un,,2001,,", "2,,,2001,,", complete=True)

    assert counts(report) == {"unchanged": 1, "errors": 1, "gone": 1}
    assert [row.record.title for row in SourceRecord.objects.gone()] == ["Trois"]


def test_trial_of_a_complete_file_proposes_nothing(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2001,,")
    report = run("1,Un bis,,2001,,", complete=True, dry_run=True)

    assert counts(report) == {"updated": 1, "gone": 1}
    assert (SourceRecord.objects.gone().count(), Record.objects.filter(title="Un bis").count()) == (0, 0)


def test_two_sources_merged_into_one_record_do_not_undo_each_other(run: Any) -> None:
    run("1,Un,,2001,,", "2,Deux,,2002,,")
    first, second = Record.objects.order_by("pk")
    SourceRecord.objects.filter(record=second).update(record=first)
    report = run("1,Un bis,,2001,,", "2,Deux bis,,2002,,")

    assert counts(report) == {"updated": 1, "conflicts": 1}
    assert Record.objects.get(pk=first.pk).title == "Un bis"


def test_form_saved_unchanged_is_no_edit(run: Any, desk: Client) -> None:
    run("1,Avant,,2001,,")
    record = Record.objects.get()
    posted = typed(title="Avant", date="2001", **{"action-publish": "1"})
    desk.post(reverse("wagtailsnippets_resources_record:edit", args=[record.pk]), posted)
    report = run("1,Après,,2001,,")

    assert counts(report) == {"updated": 1}
