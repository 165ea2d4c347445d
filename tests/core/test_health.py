"""The two probes."""

import pytest
from django.test import Client

from core import health


def fail() -> None:
    """A check that fails."""
    raise RuntimeError("not ready")


@pytest.fixture(autouse=True)
def checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, health.Callable[[], None]]:
    """No check but the house's own."""
    empty: dict[str, health.Callable[[], None]] = {}
    monkeypatch.setattr(health, "_checks", empty)
    return empty


def test_livez_answers_without_database(client: Client) -> None:
    response = client.get("/livez", headers={"host": "anything.example"})

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_answers_when_every_check_passes(client: Client) -> None:
    health.register_check("good", lambda: None)
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "failed": []})


@pytest.mark.django_db
def test_readyz_names_what_fails_and_says_no_more(client: Client) -> None:
    health.register_check("good", lambda: None)
    health.register_check("index", fail)
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "failing", "failed": ["index"]})


def test_readyz_fails_without_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "check_database", fail)
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "failing", "failed": ["database"]})


@pytest.mark.django_db
def test_probes_set_no_cookie(client: Client) -> None:
    assert [dict(client.get(path).cookies) for path in ("/livez", "/readyz")] == [{}, {}]
