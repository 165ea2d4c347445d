"""Periodicals: numbers foreseen, received, undone, claimed, described; what is held on the public page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import IndexChange
from directory.models import Agent
from resources.models import HoldingSite, Publication, Record, Subscription, SubscriptionIssue
from resources.periodicals import services
from resources.periodicals.describing import Article, add_articles, describe_issue, read_authors
from resources.presentation import present_record
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory, agent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def periodical(title: str = "Passages", **fields: Any) -> Subscription:
    """A monthly that began in January 2026 with its number 10."""
    record = RecordFactory(title=title, type="periodical", languages=["fr"])
    values = {"frequency": "monthly", "first_expected_on": date(2026, 1, 31), "first_number": 10, **fields}
    made: Subscription = Subscription.objects.create(record=record, **values)
    return made


def number(subscription: Subscription, wanted: int) -> SubscriptionIssue:
    """One of its numbers."""
    found: SubscriptionIssue = subscription.issues.get(number=wanted)
    return found


def somebody(name: str, *codes: str) -> User:
    """A user with some permissions."""
    user = User.objects.create_user(name, f"{name}@example.org", "x")
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codes]))
    user.groups.add(group)
    return user


@pytest.fixture
def editor() -> Client:
    """Somebody who may do everything, signed in."""
    make_site()
    client = Client()
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


@pytest.fixture
def trainee() -> Client:
    """Somebody who drafts, signed in."""
    make_site()
    client = Client()
    client.force_login(somebody("sam", "add_record", "change_record", "add_agent"))
    return client


def do(client: Client, issue: SubscriptionIssue, act: str, **data: Any) -> str:
    """One click; the page it leads back to."""
    url = reverse("periodicals:act", args=[issue.uuid, act])
    back = reverse("periodicals:issues", args=[issue.subscription.uuid])
    return client.post(url, {"next": back, **data}, follow=True).content.decode()


# Foreseen -------------------------------------------------------------------------------------------


def test_a_year_is_foreseen_once() -> None:
    subscription = periodical()

    assert (services.predict_ahead(subscription, TODAY), services.predict_ahead(subscription, TODAY)) == (14, 0)
    issues = [(one.number, one.label, f"{one.expected_on:%d/%m/%y}", one.state) for one in subscription.issues.all()]
    assert issues[:3] == [
        (10, "n° 10", "31/01/26", "expected"), (11, "n° 11", "28/02/26", "expected"),
        (12, "n° 12", "31/03/26", "expected"),
    ]  # fmt: skip
    assert issues[-1] == (23, "n° 23", "28/02/27", "expected")


def test_clock_foresees_what_runs_and_is_idle_afterwards() -> None:
    running, ended = periodical("Un"), periodical("Deux", ends_on=date(2026, 2, 28))
    ending, irregular = periodical("Trois", ends_on=date(2026, 4, 1)), periodical("Quatre", frequency="irregular")
    gone = periodical("Cinq")
    gone.record.withdraw()

    assert services.predict_all(TODAY) == 14 + 3
    counts = [one.issues.count() for one in (running, ended, ending, irregular, gone)]
    assert counts == [14, 0, 3, 0, 0]
    with CaptureQueriesContext(connection) as queries:
        assert services.predict_all(TODAY) == 0
    assert len(queries) == 1
    assert services.predict_all(TODAY + timedelta(days=31)) == 1


def test_new_rhythm_leaves_alone_what_somebody_touched() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    services.receive_issue(number(subscription, 10), TODAY)
    services.claim_issue(number(subscription, 11), TODAY)
    subscription.frequency, subscription.first_expected_on, subscription.first_number = (
        "quarterly",
        date(2026, 6, 1),
        12,
    )
    subscription.save()

    services.foresee_again(subscription, TODAY)

    found = [(one.number, one.state, one.expected_on.month) for one in subscription.issues.all()]
    assert found == [
        (10, "received", 1), (11, "claimed", 2), (12, "expected", 6), (13, "expected", 9), (14, "expected", 12),
        (15, "expected", 3),
    ]  # fmt: skip


def test_double_issue_takes_the_place_of_two_and_stays() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)

    issue = services.add_double(subscription, 12, 13, "", date(2026, 4, 1))
    services.predict_ahead(subscription, TODAY)

    assert (issue.label, issue.last_number) == ("n° 12-13", 13)
    assert [one.label for one in subscription.issues.all()[:4]] == ["n° 10", "n° 11", "n° 12-13", "n° 14"]
    services.receive_issue(issue, TODAY)
    with pytest.raises(services.Refused, match="déjà reçu"):
        services.add_double(subscription, 13, 14, "", TODAY)
    with pytest.raises(services.Refused, match="doit suivre"):
        services.add_double(subscription, 20, 19, "", TODAY)


def test_supplement_has_a_name_and_no_number() -> None:
    subscription = periodical()
    services.receive_issue(services.add_supplement(subscription, "Hors-série : les ponts", TODAY), TODAY)

    assert services.holdings_of(subscription) == "hors série : Hors-série : les ponts"
    with pytest.raises(services.Refused):
        services.add_supplement(subscription, "", TODAY)


def test_old_run_is_held_and_dated_backwards() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)

    assert services.add_run(subscription, 1, 11) == 9

    assert services.holdings_of(subscription) == "n° 1–9"
    assert number(subscription, 9).expected_on == date(2025, 12, 31)
    with pytest.raises(services.Refused):
        services.add_run(subscription, 1, 100_000)


# Received -------------------------------------------------------------------------------------------


def test_receipt_is_shown_to_the_public_and_undone() -> None:
    make_site()
    site = HoldingSite.objects.create(name="Bibliothèque", address="rue des Ponts 2")
    subscription = periodical(site=site, shelf_mark="P 12")
    services.predict_ahead(subscription, TODAY)
    for wanted in (10, 11, 13):
        services.receive_issue(number(subscription, wanted), TODAY)
    before = subscription.record.changed_at

    place = present_record(Record.objects.get(pk=subscription.record_id))["view"].places[0]

    assert (place.call, place.note) == ("n° 10–13, manque le 12", "Bibliothèque, rue des Ponts 2, P 12")
    assert Record.objects.get(pk=subscription.record_id).changed_at > before
    assert IndexChange.objects.filter(object_uuid=subscription.record.uuid).exists()
    services.undo_receipt(number(subscription, 13))
    assert services.holdings_of(subscription) == "n° 10–11"
    assert number(subscription, 13).received_on is None


def test_receipt_twice_is_one_receipt() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)

    services.receive_issue(number(subscription, 10), TODAY)
    services.receive_issue(number(subscription, 10), TODAY + timedelta(days=3))

    assert number(subscription, 10).received_on == TODAY


def test_undone_receipt_is_claimed_again_when_it_was() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    services.claim_issue(number(subscription, 10), TODAY)
    services.receive_issue(number(subscription, 10), TODAY)

    services.undo_receipt(number(subscription, 10))

    assert (number(subscription, 10).state, number(subscription, 10).claimed_on) == ("claimed", TODAY)


def test_missing_and_never_published_are_told_apart() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    for wanted in (10, 13):
        services.receive_issue(number(subscription, wanted), TODAY)
    services.say_missing(number(subscription, 11))
    services.say_never_published(number(subscription, 12))

    assert services.holdings_of(subscription) == "n° 10–13, manque le 11"
    services.expect_again(number(subscription, 12))
    assert services.holdings_of(subscription) == "n° 10–13, manquent les 11–12"
    with pytest.raises(services.Refused, match="annulez d’abord"):
        services.say_missing(number(subscription, 10))
    with pytest.raises(services.Refused, match="plus attendu"):
        services.claim_issue(number(subscription, 10))


@pytest.mark.parametrize(
    ("frequency", "printed"), [("monthly", "janvier 2026"), ("annual", "2026"), ("weekly", "31 janvier 2026")]
)
def test_record_of_a_number_has_its_copy(frequency: str, printed: str) -> None:
    site = HoldingSite.objects.create(name="Bibliothèque")
    subscription = periodical(frequency=frequency, site=site, shelf_mark="P 12")
    house = agent("Presses de la Senne", "organisation")
    Publication.objects.create(record=subscription.record, agent=house, place="Bruxelles")
    services.predict_ahead(subscription, TODAY)
    issue, user = number(subscription, 10), somebody("eleni", "publish_record", "publish_agent")
    with pytest.raises(services.Refused, match="pas reçu"):
        describe_issue(issue, user, live=True)
    services.receive_issue(issue, TODAY)

    record = describe_issue(issue, user, live=True)
    again = describe_issue(issue, user, live=True)

    record = Record.objects.get(pk=record.pk)
    copy = record.holdings.get()
    assert (again.pk, record.type, record.title, record.date) == (record.pk, "issue", "Passages, n° 10", printed)
    assert (record.live, record.host, record.host_part, record.cataloguer) == (True, subscription.record, "n° 10", user)
    assert (copy.site, copy.shelf_mark, copy.acquired_on, copy.origin) == (site, "P 12", TODAY, "purchase")
    assert record.publications.get().agent == house


def test_undone_receipt_withdraws_its_record_unless_it_has_contents() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    user = somebody("eleni", "publish_record", "publish_agent")
    for wanted in (10, 11):
        services.receive_issue(number(subscription, wanted), TODAY)
    plain = describe_issue(number(subscription, 10), user, live=True)
    add_articles(number(subscription, 11), [Article("Un pont")], user, live=True)

    services.undo_receipt(number(subscription, 10))
    with pytest.raises(services.Refused, match="sommaire"):
        services.undo_receipt(number(subscription, 11))

    assert Record.objects.get(pk=plain.pk).withdrawn_reason == "Réception annulée"
    assert (number(subscription, 10).state, number(subscription, 10).record) == ("expected", None)
    services.receive_issue(number(subscription, 10), TODAY)
    assert describe_issue(number(subscription, 10), user, live=True).pk != plain.pk


def test_articles_are_made_with_their_authors() -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    services.receive_issue(number(subscription, 10), TODAY)
    known, user = agent("Eleni Vassiliou"), somebody("eleni", "publish_record", "publish_agent")
    articles = [
        Article("Le gué", read_authors("Vassiliou, Eleni ; Paul Hensgens; Paul  Hensgens"), "p. 3-7"),
        Article("La passerelle", read_authors("HENSGENS, Paul"), "p. 8"),
    ]

    made = add_articles(number(subscription, 10), articles, user, live=True)

    host = number(subscription, 10).record
    found = Record.objects.filter(host=host).order_by("pk")
    assert [(one.title, one.type, one.host_part, one.live, one.people_line) for one in found] == [
        ("Le gué", "article", "p. 3-7", True, "Eleni Vassiliou, Paul Hensgens"),
        ("La passerelle", "article", "p. 8", True, "Paul Hensgens"),
    ]
    assert [one.pk for one in made] == [one.pk for one in found]
    assert Agent.objects.count() == 2
    assert found[0].contributions.first().agent == known


# Pages ----------------------------------------------------------------------------------------------


def test_documentalist_sets_up_a_periodical(editor: Client) -> None:
    record = RecordFactory(title="Passages", type="periodical")
    book = RecordFactory(type="book")
    data = {
        "record": record.pk, "frequency": "monthly", "first_expected_on": "2026-01-31", "first_number": 1,
        "number_pattern": "n° {number}", "grace_days": 30, "skipped_months": ["8"],
    }  # fmt: skip

    assert editor.get(reverse("periodicals:add")).status_code == 200
    assert editor.get(reverse("periodicals:add"), {"notice": record.pk}).status_code == 200
    wrong = editor.post(reverse("periodicals:add"), {**data, "record": book.pk}).content.decode()
    answer = editor.post(reverse("periodicals:add"), data)

    assert "Choisissez une notice de périodique" in wrong
    subscription = Subscription.objects.get()
    assert answer.headers["Location"] == reverse("periodicals:issues", args=[subscription.uuid])
    assert subscription.skipped_months == [8]
    assert {one.expected_on.month for one in subscription.issues.all()} == {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"number_pattern": "n° {numero}"}, "{numero} n’est pas remplacé."),
        ({"number_pattern": "{year}"}, "tous les numéros se ressembleraient"),
        ({"number_pattern": "vol. {volume} n° {issue}"}, "Dites par quel volume on commence."),
        ({"ends_on": "2025-12-31"}, "La fin précède le premier numéro."),
        ({"skipped_months": [str(month) for month in range(1, 13)]}, "Il faut au moins un mois avec un numéro."),
    ],
)
def test_rhythm_that_makes_no_sense_is_refused(editor: Client, change: dict[str, Any], message: str) -> None:
    subscription = periodical()
    data = {
        "frequency": "monthly", "first_expected_on": "2026-01-31", "first_number": 1, "number_pattern": "n° {number}",
        "grace_days": 30, **change,
    }  # fmt: skip

    page = editor.post(reverse("periodicals:edit", args=[subscription.uuid]), data).content.decode()

    assert message in page
    assert Subscription.objects.get().number_pattern == "n° {number}"


def test_one_click_receives_and_another_undoes(trainee: Client) -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    issue = number(subscription, 10)

    page = do(trainee, issue, "recu")
    assert "« Passages, n° 10 » est reçu." in page
    assert number(subscription, 10).received_on == timezone.localdate()
    do(trainee, issue, "annuler")
    assert number(subscription, 10).state == "expected"
    assert "« Passages, n° 10 » est réclamé." in do(trainee, issue, "reclame", day="2026-03-01")
    assert number(subscription, 10).claimed_on == date(2026, 3, 1)
    assert "Cette date n’en est pas une." in do(trainee, issue, "recu", day="demain")


def test_trainee_makes_drafts_and_proposes_authors(trainee: Client) -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    issue = services.receive_issue(number(subscription, 10), TODAY)
    rows = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-title": "Le gué", "form-0-authors": "Ada Nova"}

    answer = trainee.post(reverse("periodicals:contents", args=[issue.uuid]), {**rows, "form-1-pages": "p. 2"})
    assert "Il manque le titre de cet article." in answer.content.decode()
    answer = trainee.post(reverse("periodicals:contents", args=[issue.uuid]), rows)

    assert answer.status_code == 302
    article = Record.objects.get(type="article")
    assert (article.live, article.host.live, article.host.type) == (False, False, "issue")
    made = Agent.objects.get(name="Ada Nova")
    assert (made.live, made.proposed_at is not None) == (False, True)
    assert trainee.get(reverse("periodicals:add")).status_code == 302


def test_late_list_waits_for_the_days_of_grace(editor: Client) -> None:
    today = timezone.localdate()
    strict, patient = periodical("Strict", grace_days=5, supplier="=Maison"), periodical("Patient", grace_days=60)
    for subscription in (strict, patient):
        subscription.issues.create(number=1, label="n° 1", expected_on=today - timedelta(days=30))
        subscription.issues.create(number=2, label="n° 2", expected_on=today - timedelta(days=3))
        subscription.issues.create(
            number=3, label="n° 3", expected_on=today - timedelta(days=90), state="received", received_on=today
        )

    page = editor.get(reverse("periodicals:late")).content.decode()
    export = b"".join(editor.get(reverse("periodicals:late_csv")).streaming_content).decode()

    assert ("Strict" in page, "Patient" in page) == (True, False)
    assert export.splitlines() == [
        "\ufeffPériodique,Numéro,Attendu le,Jours de retard,Réclamé le,Fournisseur,Remarque",
        f"Strict,n° 1,{today - timedelta(days=30)},30,,'=Maison,",
    ]
    services.claim_issue(strict.issues.get(number=1), today)
    assert "Strict" in editor.get(reverse("periodicals:late")).content.decode()
    services.say_missing(strict.issues.get(number=1))
    assert "Rien n’est en retard." in editor.get(reverse("periodicals:late")).content.decode()


def test_claim_is_ready_to_be_sent(editor: Client) -> None:
    subscription = periodical(supplier="Maison Neuve")
    services.predict_ahead(subscription, TODAY)

    page = editor.get(reverse("periodicals:claim", args=[number(subscription, 10).uuid])).content.decode()

    assert "« Passages » et n’avons pas reçu le numéro suivant, attendu vers le 31/01/2026 : n° 10." in page
    assert "Le texte à envoyer à Maison Neuve" in page


@pytest.mark.parametrize("name", ["list", "day", "late"])
def test_pages_cost_the_same_for_one_and_for_five(editor: Client, name: str) -> None:
    counts = []
    for wanted in (1, 5):
        while Subscription.objects.count() < wanted:
            made = periodical(f"Revue {Subscription.objects.count()}", first_expected_on=date(2026, 1, 1))
            made.issues.create(number=1, label="n° 1", expected_on=timezone.localdate() - timedelta(days=40))
        editor.get(reverse(f"periodicals:{name}"))
        with CaptureQueriesContext(connection) as queries:
            page = editor.get(reverse(f"periodicals:{name}")).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert page.count("Revue ") >= 5


def test_page_of_the_day_shows_two_weeks_ahead_and_what_came(editor: Client) -> None:
    today = timezone.localdate()
    subscription = periodical()
    for n, days in enumerate((-1, 14, 15), start=1):
        subscription.issues.create(number=n, label=f"n° {n} !", expected_on=today + timedelta(days=days))

    page = editor.get(reverse("periodicals:day")).content.decode()
    assert [f"n° {n} !" in page for n in (1, 2, 3)] == [True, True, False]
    do(editor, number(subscription, 1), "recu")
    assert "Reçus aujourd’hui" in editor.get(reverse("periodicals:day")).content.decode()


def test_numbers_are_added_by_hand(editor: Client) -> None:
    subscription = periodical()
    url = reverse("periodicals:add_number", args=[subscription.uuid, "numero"])

    editor.post(url, {"first": 12, "last": 13, "label": "", "day": "2026-03-01"})
    editor.post(url, {"first": "", "label": "Hors-série", "day": "2026-03-02"})
    editor.post(url, {"first": "", "label": "", "day": "2026-03-02"})
    editor.post(reverse("periodicals:add_number", args=[subscription.uuid, "suite"]), {"first": 1, "last": 3})

    assert sorted(one.label for one in subscription.issues.all()) == ["Hors-série", "n° 1", "n° 12-13", "n° 2", "n° 3"]


def test_who_does_not_catalogue_sees_nothing(client: Client) -> None:
    make_site()
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    client.force_login(somebody("autre", "change_concept"))

    assert client.get(reverse("periodicals:list")).status_code == 302
    do(client, number(subscription, 10), "recu")
    assert number(subscription, 10).state == "expected"


def test_page_leads_back_within_the_site_only(editor: Client) -> None:
    subscription = periodical()
    services.predict_ahead(subscription, TODAY)
    url = reverse("periodicals:act", args=[number(subscription, 10).uuid, "recu"])

    answer = editor.post(url, {"next": "https://example.org/"})

    assert answer.headers["Location"] == reverse("periodicals:list")
