"""Errors a visitor or an editor may meet."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_unexpected_method_is_refused_in_a_page_of_the_site(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/fr/")

    assert response.status_code == 403
    assert "Cet envoi n’a pas été accepté" in response.content.decode()
    assert "<style" not in response.content.decode()
