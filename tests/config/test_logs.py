"""What goes to the log, and what would only fill it."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.utils.log import CallbackFilter

LINES = settings.LOGGING["filters"]["telling"]["callback"]


@pytest.mark.django_db
def test_wrong_address_is_one_line_of_the_log(client: Client) -> None:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(CallbackFilter(LINES))
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        response = client.get("/fr/", headers={"host": "ailleurs .example"})
    finally:
        logger.removeHandler(handler)

    assert response.status_code == 400
    assert [line[:24] for line in stream.getvalue().splitlines()] == ["Invalid HTTP_HOST header"]
