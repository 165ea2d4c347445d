"""Pairs are found, looked at, told apart for good or merged, and merges are undone from their page."""

from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.duplicates import FoundPair, PairSource, dismiss_pair, find_pairs, in_order, look_when_stale, register_pairs
from core.duplicates import pair_sources as sources
from core.merging import merge_things
from core.models import DuplicatePair, DuplicateReport, Merge
from directory.models import AgentIdentifier
from resources.models import Record
from tests.factories.directory import AgentFactory
from tests.factories.resources import RecordFactory, full_record
from tests.factories.thesaurus import ConceptFactory
from tests.resources.conftest import make_editor, signed_in
from thesaurus.models import Scheme

pytestmark = pytest.mark.django_db


def names(kind: str) -> set[tuple[frozenset[UUID], tuple[str, ...]]]:
    """The pairs a report finds of a kind, with their reasons."""
    _count, pairs = sources()[kind].read()
    return {(frozenset((pair.first, pair.second)), pair.reasons) for pair in pairs}


def pair_of(*things: Any) -> frozenset[UUID]:
    """Two things as a pair."""
    return frozenset(thing.uuid for thing in things)


def test_records_of_one_isbn_or_of_one_title_year_and_author_are_pairs() -> None:
    one, other = full_record(), full_record(title="L'étranger à table")
    third = full_record(title="L'Etranger à table")
    third.identifiers.all().delete()
    RecordFactory(title="Tout autre chose")

    assert names("resources.record") == {
        (pair_of(one, other), ("isbn", "title")),
        (pair_of(one, third), ("title", "year", "author")),
        (pair_of(other, third), ("title", "year", "author")),
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"title": "Histoire de Belgique, tome 1"}, {"title": "Histoire de Belgique, tome 2"}),
        ({"title": "Guide des associations", "date": "2018"}, {"title": "Guide des associations", "date": "2019"}),
        ({"title": "Imag, la revue", "host_part": "n° 301"}, {"title": "Imag, la revue", "host_part": "n° 302"}),
        ({"title": "Rapport annuel"}, {"title": "Rapport moral"}),
    ],
)
def test_volumes_years_and_numbers_are_not_pairs(first: dict[str, str], second: dict[str, str]) -> None:
    RecordFactory(**first)
    RecordFactory(**second)

    assert names("resources.record") == set()


def test_volumes_of_a_large_set_are_not_pairs() -> None:
    for _ in range(6):
        RecordFactory(title="Encyclopédie universelle illustrée")

    assert names("resources.record") == set()


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ({"name": "Gaston Leroux"}, {"name": "LEROUX Gaston"}, ("name",)),
        ({"name": "Gaston Leroux"}, {"name": "G. Leroux"}, ("initials",)),
        ({"name": "Michael Morpurgo"}, {"name": "Michael Morpugo"}, ("near_name",)),
        ({"name": "Gaston Leroux", "born": "1868"}, {"name": "Leroux, Gaston", "born": "1868"}, ("name", "dates")),
        ({"name": "Gaston Leroux", "born": "1868"}, {"name": "Gaston Leroux", "born": "1950"}, None),
        ({"name": "Gaston Leroux", "died": "1927"}, {"name": "Gaston Leroux", "born": "1960"}, None),
        ({"name": "Gaston Leroux"}, {"name": "Germaine Leroux"}, None),
        ({"name": "Gaston Leroux"}, {"name": "Marie Leroux"}, None),
    ],
)
def test_people_are_pairs_by_order_initials_and_spelling_unless_their_dates_contradict(
    first: dict[str, str], second: dict[str, str], reasons: tuple[str, ...] | None
) -> None:
    pair = pair_of(AgentFactory(**first), AgentFactory(**second))

    assert names("directory.agent") == ({(pair, reasons)} if reasons else set())


def test_people_with_one_number_are_a_pair_and_with_two_are_not() -> None:
    one, other = AgentFactory(name="Romain Gary"), AgentFactory(name="Émile Ajar")
    third, fourth = AgentFactory(name="Jean Ray"), AgentFactory(name="Jean Ray")
    for agent, value in ((one, "Q150917"), (other, "Q150917"), (third, "Q1"), (fourth, "Q2")):
        AgentIdentifier.objects.create(agent=agent, kind="wikidata", value=value)

    assert names("directory.agent") == {(pair_of(one, other), ("identifier",))}


def test_concepts_of_one_word_are_pairs_in_one_language() -> None:
    elsewhere = Scheme.objects.create(uri="https://example.org/autre", title="Autre")
    exile, other = ConceptFactory(fr="Exil"), ConceptFactory(fr="exil", scheme=elsewhere)
    refugee, refugees = ConceptFactory(fr="Réfugié"), ConceptFactory(fr="Réfugiés")
    ConceptFactory(nl="Exil")
    home, house = ConceptFactory(fr="Habitat"), ConceptFactory(fr="Logement", alt=["habitat"])
    ConceptFactory(fr="Habitats", broader=[home])

    found = names("thesaurus.concept")

    assert {(pair, reasons) for pair, reasons in found if home.uuid not in pair or house.uuid in pair} == {
        (pair_of(exile, other), ("label", "scheme")),
        (pair_of(refugee, refugees), ("number",)),
        (pair_of(home, house), ("other_label",)),
    }


def test_report_keeps_open_pairs_in_step_and_what_was_dismissed_for_good() -> None:
    one, other, third = AgentFactory(name="Jean Ray"), AgentFactory(name="Jean Ray"), AgentFactory(name="J. Ray")
    assert find_pairs("directory.agent") == 3
    dismiss_pair("directory.agent", one.uuid, other.uuid, None)
    third.withdraw()

    assert find_pairs("directory.agent") == 0
    assert [pair.dismissed_at is not None for pair in DuplicatePair.objects.all()] == [True]
    report = DuplicateReport.objects.get()
    assert (report.compared, report.finished_at is not None) == (2, True)


def test_one_report_at_a_time() -> None:
    DuplicateReport.objects.create(kind="directory.agent", started_at=timezone.now())

    assert find_pairs("directory.agent") == -1


def test_report_that_was_interrupted_is_taken_up_again() -> None:
    long_ago = timezone.now() - timezone.timedelta(hours=5)
    DuplicateReport.objects.create(kind="directory.agent", started_at=long_ago)

    assert find_pairs("directory.agent") == 0


def test_only_the_most_alike_are_kept() -> None:
    things = sorted(AgentFactory().uuid for _ in range(4))
    pairs = [FoundPair(things[0], other, score) for other, score in zip(things[1:], (80, 90, 85), strict=True)]
    before = sources()["directory.agent"]
    register_pairs(PairSource("directory.agent", lambda: (4, iter(pairs)), {}))
    try:
        with patch("core.duplicates.MOST", 2):
            assert find_pairs("directory.agent") == 2
    finally:
        register_pairs(before)

    assert set(DuplicatePair.objects.values_list("score", flat=True)) == {90, 85}


def test_clock_asks_for_reports_at_night_once() -> None:
    night = timezone.localtime().replace(hour=3)
    with patch("core.duplicates.timezone.localtime", return_value=night.replace(hour=12)):
        assert look_when_stale() == 0
    with patch("core.duplicates.timezone.localtime", return_value=night):
        assert look_when_stale() == 3
        assert look_when_stale() == 0


def make_pair(first: Any, second: Any, score: int = 97) -> str:
    """A pair, and the address of its page."""
    one, other = in_order(first.uuid, second.uuid)
    kind = first._meta.label_lower
    DuplicatePair.objects.create(kind=kind, first_uuid=one, second_uuid=other, score=score, reasons=["name"])
    return reverse("duplicates:pair", args=[first._meta.model_name, first.uuid, second.uuid])


def test_list_shows_pairs_by_likeness_in_a_fixed_number_of_queries(admin_client: Client) -> None:
    counts = []
    admin_client.get(reverse("duplicates:list"))  # what the admin asks once a process
    for number in (1, 4):
        for _ in range(number):
            make_pair(AgentFactory(name="Jean Ray"), AgentFactory(name="J. Ray"), 86)
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.get(reverse("duplicates:list"), {"kind": "agent"})
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert [line.score for line in response.context["lines"]] == [86] * 5
    assert "même nom" in response.content.decode()


def test_dismissed_from_the_list_it_is_gone_and_can_be_taken_back(admin_client: Client) -> None:
    url = make_pair(AgentFactory(), AgentFactory())
    admin_client.post(url, {"decision": "dismiss"})
    lists = [admin_client.get(reverse("duplicates:list"), {"kind": "agent", **more}) for more in ({}, {"dismissed": 1})]
    assert [len(response.context["lines"]) for response in lists] == [0, 1]

    admin_client.post(url, {"decision": "reopen"})
    assert DuplicatePair.objects.get().dismissed_at is None


def test_pair_is_compared_and_merged_field_by_field(admin_client: Client) -> None:
    left, right = full_record(title="Exil", date="1999"), RecordFactory(title="L’exil", date="2001", edition="2e éd.")
    url = make_pair(left, right)
    html = admin_client.get(url).content.decode()
    assert 'name="field-title" value="right"' in html
    assert 'name="field-edition"' not in html
    assert "Eleni Vassiliou (auteur)" in html

    posted = {"decision": "merge", "keep": "left", "field-title": "right", "field-date": "left"}
    response = admin_client.post(url, posted, follow=True)

    left.refresh_from_db()
    right.refresh_from_db()
    assert (left.title, left.date, left.edition, right.merged_into) == ("L’exil", "1999", "2e éd.", left)
    assert "Voir la fusion" in response.content.decode()


def test_merge_page_tells_what_moved_and_undoes_it(admin_client: Client) -> None:
    former, kept = full_record(title="Exil"), RecordFactory(title="L’exil")
    merge = merge_things(former, kept, take=["title"])
    url = reverse("duplicates:merge", args=[merge.uuid])

    html = admin_client.get(url).content.decode()
    assert "Exemplaires : 1" in html
    assert "<del>L’exil</del> → <ins>Exil</ins>" in html
    compare = reverse("wagtailsnippets_resources_record:revisions_compare", args=[kept.pk, *merge.moved["versions"]])
    assert compare in html
    assert "Eleni Vassiliou" in admin_client.get(compare).content.decode()

    response = admin_client.post(url, follow=True)
    assert "La fusion est défaite" in response.content.decode()
    assert "Défaire la fusion" not in response.content.decode()
    assert set(Record.objects.visible()) == {former, kept}
    assert "Cette fusion est déjà défaite." in admin_client.post(url, follow=True).content.decode()


def test_history_of_both_leads_to_the_merge(admin_client: Client) -> None:
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")
    merge = merge_things(former, kept)
    address = reverse("duplicates:merge", args=[merge.uuid])

    histories = [
        admin_client.get(reverse("wagtailsnippets_directory_agent:history", args=[one.pk])).content.decode()
        for one in (former, kept)
    ]

    assert [f'<a href="{address}">voir la fusion</a>' in html for html in histories] == [True, True]
    assert ["Fusionné avec un autre" in html for html in histories] == [True, False]


def test_form_of_what_was_merged_leads_to_the_merge(admin_client: Client) -> None:
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")
    merge = merge_things(former, kept)
    url = reverse("wagtailsnippets_directory_agent:edit", args=[former.pk])

    assert [admin_client.get(url).url, admin_client.post(url, {"name": "X"}).url] == [
        reverse("duplicates:merge", args=[merge.uuid])
    ] * 2


def test_list_of_merges_asks_as_many_queries_for_one_as_for_five(admin_client: Client) -> None:
    counts = []
    admin_client.get(reverse("duplicates:merges"))
    for number in (1, 4):
        for _ in range(number):
            merge_things(AgentFactory(), AgentFactory())
        with CaptureQueriesContext(connection) as queries:
            response = admin_client.get(reverse("duplicates:merges"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert len(response.context["lines"]) == 5


def test_trainee_neither_sees_nor_merges() -> None:
    trainee = signed_in(make_editor("stagiaire", "add", "change"))
    left, right = RecordFactory(), RecordFactory()
    url = make_pair(left, right)
    merge = merge_things(RecordFactory(), RecordFactory())
    pages = [
        reverse("duplicates:list"),
        url,
        reverse("duplicates:merges"),
        reverse("duplicates:merge", args=[merge.uuid]),
    ]

    answers = [trainee.get(page).status_code for page in pages]
    answers += [
        trainee.post(page, {"decision": "merge", "keep": "left"}).status_code for page in (*pages[:2], pages[3])
    ]

    assert set(answers) == {302}  # to the first page of the admin, which says it is not allowed
    assert (Merge.objects.count(), Merge.objects.filter(undone_at=None).count()) == (1, 1)


def test_who_merges_records_alone_sees_records_alone() -> None:
    group = Group.objects.create(name="fusion")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor = make_editor("documentaliste", "delete", "change")
    client = signed_in(editor)
    agents = make_pair(AgentFactory(), AgentFactory())

    assert [tab["label"] for tab in client.get(reverse("duplicates:list")).context["tabs"]] == ["Notices"]
    assert client.get(agents).status_code == 302


@pytest.mark.parametrize("posted", [{}, {"decision": "merge"}, {"decision": "merge", "keep": "both"}])
def test_unfinished_decision_does_nothing(admin_client: Client, posted: dict[str, str]) -> None:
    url = make_pair(AgentFactory(), AgentFactory())

    assert "Choisissez la fiche à garder." in admin_client.post(url, posted, follow=True).content.decode()
    assert Merge.objects.count() == 0


def test_pair_one_of_which_is_gone_leads_back_to_the_list(admin_client: Client) -> None:
    left, right = AgentFactory(), AgentFactory()
    url = make_pair(left, right)
    right.withdraw()

    assert "L’une des deux fiches n’est plus là." in admin_client.get(url, follow=True).content.decode()
    assert "L’une des deux fiches n’est plus là." in admin_client.post(url, follow=True).content.decode()
    assert admin_client.get(reverse("duplicates:list"), {"kind": "agent"}).context["lines"] == []


def test_search_is_asked_for_from_the_list(admin_client: Client) -> None:
    with patch("core.duplicate_views.look_for_duplicates") as task:
        html = admin_client.post(reverse("duplicates:list"), {"kind": "agent"}, follow=True).content.decode()

    task.enqueue.assert_called_once_with("directory.agent")
    assert "Recherche demandée, elle va commencer." in html
