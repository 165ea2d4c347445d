"""What readers do beside searching: shelves, arrivals, a list of their own, a mistake reported."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.models import NumberSequence
from home.models import HomePage
from resources.models import CataloguePage, ErrorReport, Record, SavedList, SelectionEntry, SelectionPage
from resources.reading.lists import MOST_RECORDS, read_list
from resources.services import merge_records
from search.contract import SearchRequest
from search.services import engine, rebuild_search

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def new_record(title: str, **fields: Any) -> Record:
    """A visible record."""
    return Record.objects.create(title=title, live=True, **fields)


def new_selection(records: list[Record], **fields: Any) -> SelectionPage:
    """A live selection with these records in this order."""
    page = SelectionPage(
        title="Jouer ensemble", slug="jouer-ensemble", introduction="Cinq jeux sans perdant.", live=True, **fields
    )
    page.entries = [
        SelectionEntry(record=record, sort_order=place, comment=f"Mot {place}") for place, record in enumerate(records)
    ]
    CataloguePage.objects.get(locale__language_code="fr").add_child(instance=page)
    return page


def titles_on(content: bytes) -> list[str]:
    """The titles of the cards of a page, in order."""
    return re.findall(r'<h2[^>]*><a href="/fr/ressources/notice/[^"]*">([^<]*)</a></h2>', content.decode())


def test_selection_shows_visible_records_in_its_order(client: Client) -> None:
    last, first = new_record("Zèbre"), new_record("Abeille")
    draft, gone, old = Record.objects.create(title="Brouillon", live=False), new_record("Retirée"), new_record("Double")
    gone.withdraw("perdue")
    merge_records(old, first)
    new_selection([last, draft, gone, old, first])

    response = client.get("/fr/ressources/jouer-ensemble/")

    assert titles_on(response.content) == ["Zèbre", "Abeille"]
    assert [word in response.content.decode() for word in ("Mot 0", "Mot 1", "Mot 2", "Mot 3", "Mot 4")] == [
        True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 5])
def test_selection_asks_the_same_number_of_queries(
    count: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new_selection([new_record(f"Jeu {number}") for number in range(count)])
    client.get("/fr/ressources/jouer-ensemble/")

    with django_assert_max_num_queries(25):
        client.get("/fr/ressources/jouer-ensemble/")


def test_selection_has_a_feed(client: Client) -> None:
    records = [new_record("Zèbre"), new_record("Abeille")]
    page = new_selection(records)

    response = client.get("/fr/ressources/jouer-ensemble/atom/")

    feed = etree.fromstring(response.content)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}id") == f"urn:uuid:{page.uuid}"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Passerelles"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Zèbre", "Abeille"]
    assert [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] == [
        f"urn:uuid:{record.uuid}" for record in records
    ]


def test_selection_is_found_by_its_words_but_not_by_comments_on_hidden_records(client: Client) -> None:
    new_selection([new_record("Zèbre"), Record.objects.create(title="Brouillon", live=False)])
    SelectionEntry.objects.update(comment="farandole")
    SelectionEntry.objects.filter(record__live=False).update(comment="cachotterie")
    rebuild_search()

    found = {word: engine().search(SearchRequest(query=word)).total for word in ("perdant", "farandole", "cachotterie")}

    assert found == {"perdant": 1, "farandole": 1, "cachotterie": 0}


def test_home_page_shows_chosen_selections_only(client: Client) -> None:
    new_selection([new_record("Zèbre")])
    before = client.get("/fr/").content.decode()
    SelectionPage.objects.update(on_home_page=True)
    after = client.get("/fr/").content.decode()

    assert ("Jouer ensemble" in before, "Jouer ensemble" in after) == (False, True)


def test_list_of_selections_counts_visible_records(client: Client) -> None:
    new_selection([new_record("Zèbre"), new_record("Abeille"), Record.objects.create(title="Brouillon", live=False)])

    content = client.get("/fr/ressources/selections/").content.decode()

    assert re.findall(r"(\d+) documents?</p>", content) == ["2"]


def arrive(record: Record, when: datetime) -> None:
    """Set the date a record came in."""
    Record.objects.filter(pk=record.pk).update(added_at=when)


def test_acquisitions_are_shown_by_month_the_newest_first(client: Client) -> None:
    zone = timezone.get_current_timezone()
    for title, when in (
        ("Fin octobre", datetime(2026, 10, 31, 23, 30, tzinfo=zone)),
        ("Début novembre", datetime(2026, 11, 1, 0, 30, tzinfo=zone)),
        ("Fin novembre", datetime(2026, 11, 30, 23, 30, tzinfo=zone)),
    ):
        arrive(new_record(title), when)

    def shown(query: str) -> list[str]:
        content = client.get(f"/fr/ressources/nouveautes/{query}").content.decode()
        return re.findall(r'<h3[^>]*><a href="/fr/ressources/notice/[^"]*">([^<]*)</a>', content)

    assert shown("") == ["Fin novembre", "Début novembre"]
    assert shown("?mois=2026-10") == ["Fin octobre"]


@pytest.mark.parametrize("month", ["2026-13", "hier", "1999-01", "2026-1-1"])
def test_month_that_cannot_be_is_not_found(month: str, client: Client) -> None:
    arrive(new_record("Ici"), timezone.now())

    assert client.get("/fr/ressources/nouveautes/", {"mois": month}).status_code == 404


def test_list_reads_numbers_and_identities_in_order_each_once() -> None:
    first, second, third = (new_record(title) for title in ("Un", "Deux", "Trois"))
    draft = Record.objects.create(title="Brouillon", live=False)

    text = f"n° {third.number}, {first.uuid} ; {third.uuid} {draft.number} {str(second.uuid).upper()} 999999999999"

    assert [record.title for record in read_list(text)] == ["Trois", "Un", "Deux"]


def test_list_page_shows_what_was_typed_and_sets_its_cookie_there_only(client: Client) -> None:
    record = new_record("Zèbre")

    empty = client.get("/fr/ressources/ma-liste/")
    shown = client.post("/fr/ressources/ma-liste/", {"notices": str(record.number), "action": "voir"})
    unknown = client.post("/fr/ressources/ma-liste/", {"notices": "424242", "action": "voir"})

    some = client.post("/fr/ressources/ma-liste/", {"notices": f"{record.number} 424242 424242", "action": "voir"})

    assert titles_on(shown.content) == titles_on(some.content) == ["Zèbre"]
    said = "Un document de la liste n’est pas au catalogue."
    assert [said in shown.content.decode(), said in some.content.decode()] == [False, True]
    assert "Aucune notice n’a ces numéros." in unknown.content.decode()
    assert "csrftoken" in empty.cookies
    assert "no-store" in empty.headers["Cache-Control"]
    assert "csrftoken" not in Client().get("/fr/ressources/").cookies


def make_link(client: Client, records: list[Record]) -> str:
    """The address of a new list."""
    numbers = " ".join(str(record.number) for record in records)
    response = client.post("/fr/ressources/ma-liste/", {"notices": numbers, "action": "lien"})
    assert response.status_code == 302
    return str(response.headers["Location"])


def test_link_shows_the_list_and_holds_128_bits_kept_only_as_a_hash(client: Client) -> None:
    address = make_link(client, [new_record("Zèbre"), new_record("Abeille")])
    token = address.rstrip("/").rpartition("/")[2]

    response = Client().get(address)

    assert titles_on(response.content) == ["Zèbre", "Abeille"]
    assert response.cookies == {}
    assert (response.headers["Referrer-Policy"], response.headers["X-Robots-Tag"]) == (
        "no-referrer", "noindex, nofollow",
    )  # fmt: skip
    assert len(token) == 22
    saved = SavedList.objects.get()
    assert saved.token_hash == hashlib.sha256(token.encode()).hexdigest()


def test_link_leaves_out_what_is_hidden_since_and_says_so(client: Client) -> None:
    kept, gone = new_record("Zèbre"), new_record("Abeille")
    address = make_link(client, [kept, gone])
    gone.withdraw("perdue")

    content = client.get(address).content

    assert titles_on(content) == ["Zèbre"]
    assert "Un document de la liste n’est pas au catalogue." in content.decode()


def test_expired_link_and_guess_are_not_found(client: Client) -> None:
    address = make_link(client, [new_record("Zèbre")])
    SavedList.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.get(address).status_code == 404
    assert client.get("/fr/ressources/liste/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert client.get("/fr/ressources/liste/AAAAAAAAAAAAAAAAAAAAAA/ris/").status_code == 404


def test_guessing_links_is_stopped(client: Client) -> None:
    statuses = [client.get(f"/fr/ressources/liste/devine{number}/").status_code for number in range(62)]

    assert statuses[:60] == [404] * 60
    assert statuses[60:] == [429, 429]


def test_clock_forgets_expired_lists(client: Client) -> None:
    make_link(client, [new_record("Zèbre")])
    make_link(client, [new_record("Abeille")])
    SavedList.objects.filter(pk=SavedList.objects.order_by("pk")[0].pk).update(expires_at=timezone.now())

    call_command("run_due", "forget_lists")

    assert SavedList.objects.count() == 1


def test_whole_list_is_exported(client: Client) -> None:
    records = [new_record(f"Document {number}", date="2001") for number in range(60)]
    address = make_link(client, records)

    ris = b"".join(client.get(f"{address}ris/").streaming_content).decode()
    posted = client.post(
        "/fr/ressources/ma-liste/", {"notices": " ".join(str(one.uuid) for one in records), "action": "bibtex"}
    )

    assert re.findall(r"TI  - (.*)\r", ris) == [record.title for record in records]
    assert b"".join(posted.streaming_content).decode().count("@book") == 60


def test_unknown_format_is_not_found(client: Client) -> None:
    address = make_link(client, [new_record("Zèbre")])

    assert client.get(f"{address}docx/").status_code == 404


def test_bibliography_is_sorted(client: Client) -> None:
    address = make_link(client, [new_record("Zèbre", date="2001"), new_record("Abeille", date="2002")])

    content = client.get(f"{address}bibliographie/").content.decode()

    references = re.findall(r"<li>(.*?)</li>", content.split('<ol class="references">')[1], re.DOTALL)
    assert ["Abeille" in references[0], "Zèbre" in references[1]] == [True, True]


def test_list_takes_no_more_than_its_limit() -> None:
    numbers = NumberSequence.take(Record.number_series(), MOST_RECORDS + 5)
    Record.objects.bulk_create(Record(number=number, title=f"N {number}", live=True) for number in numbers)

    backwards = list(reversed(numbers))
    assert [record.number for record in read_list(" ".join(map(str, backwards)))] == backwards[:MOST_RECORDS]


def report(client: Client, record: Record, **data: str) -> Any:
    """Send the form of a record."""
    return client.post(f"/fr/ressources/signaler/{record.number}/", {"text": "Le prénom est Awa.", **data})


def test_report_becomes_a_task(client: Client) -> None:
    record = new_record("Zèbre")

    response = report(client, record, email="lectrice@example.org")

    assert response.headers["Location"] == f"/fr/ressources/signaler/{record.number}/?merci=1"
    assert list(ErrorReport.objects.values_list("record", "text", "email", "done_at")) == [
        (record.pk, "Le prénom est Awa.", "lectrice@example.org", None)
    ]
    assert "Merci" in client.get(response.headers["Location"]).content.decode()


def test_same_report_waits_once(client: Client) -> None:
    record = new_record("Zèbre")

    report(client, record)
    report(client, record)

    assert ErrorReport.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "  "}, "field-error"),
        ({"text": "x" * 2001}, "2000"),
        ({"email": "pas une adresse"}, "adresse"),
    ],
)
def test_bad_report_is_explained_and_kept(data: dict[str, str], said: str, client: Client) -> None:
    response = report(client, new_record("Zèbre"), **data)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert data.get("email", "") in response.content.decode()
    assert not ErrorReport.objects.exists()


def test_program_that_fills_the_hidden_field_is_thanked_and_forgotten(client: Client) -> None:
    response = report(client, new_record("Zèbre"), website="https://spam.example")

    assert response.status_code == 302
    assert not ErrorReport.objects.exists()


def test_too_many_reports_from_one_address_are_refused(client: Client) -> None:
    record = new_record("Zèbre")

    statuses = [report(client, record, text=f"Faute {number}").status_code for number in range(12)]

    assert statuses == [302] * 10 + [429] * 2


@pytest.mark.parametrize("state", ["draft", "withdrawn", "unknown"])
def test_hidden_record_has_no_form(state: str, client: Client) -> None:
    record = new_record("Zèbre")
    if state == "draft":
        Record.objects.update(live=False)
    elif state == "withdrawn":
        record.withdraw("perdue")
    number = 99**12 if state == "unknown" else record.number

    assert client.get(f"/fr/ressources/signaler/{number}/").status_code == 404


def test_documentalist_deals_with_a_report(admin_client: Client, admin_user: User) -> None:
    made = ErrorReport.objects.create(record=new_record("Zèbre"), text="Le prénom est Awa.", email="l@example.org")
    listed = admin_client.get("/admin/snippets/resources/errorreport/")

    admin_client.post(f"/admin/snippets/resources/errorreport/edit/{made.pk}/", {"answer": "Corrigé."})

    made.refresh_from_db()
    assert "Le prénom est Awa." in listed.content.decode()
    assert (made.done_by, made.answer, made.done_at is not None) == (admin_user, "Corrigé.", True)


def test_trainee_sees_no_reports(client: Client) -> None:
    trainee = User.objects.create_user("stagiaire", password="stagiaire")
    client.force_login(trainee)

    assert client.get("/admin/snippets/resources/errorreport/").status_code == 302


def test_address_of_a_report_is_forgotten_thirty_days_after() -> None:
    record = new_record("Zèbre")
    for days, email in ((31, "vieille@example.org"), (29, "recente@example.org")):
        done = timezone.now() - timedelta(days=days)
        ErrorReport.objects.create(record=record, text=f"{days}", email=email, done_at=done)

    call_command("run_due", "forget_report_addresses")

    assert sorted(ErrorReport.objects.values_list("email", flat=True)) == ["", "recente@example.org"]


def test_pages_exist_in_every_language(client: Client) -> None:
    record = new_record("Zèbre")
    answers = {}
    for home in HomePage.objects.all():
        base = CataloguePage.objects.child_of(home).get().get_url()
        for path in ("nouveautes/", "selections/", "ma-liste/", f"signaler/{record.number}/"):
            answers[base + path] = client.get(base + path).status_code

    assert set(answers.values()) == {200}
    assert len(answers) == 12
