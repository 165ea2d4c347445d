"""How tests read the pages of podcasts and capsules."""

import json
import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def read(client: Client, path: str) -> str:
    """The HTML of a page that is there."""
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def asked_for(client: Client, path: str) -> int:
    """How many queries a page needs, once what is kept between requests is known."""
    read(client, path)
    with CaptureQueriesContext(connection) as asked:
        read(client, path)
    return len(asked)


def data_of(html: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]  # it is there
