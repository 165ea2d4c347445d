"""Names completed while somebody types, letter by letter: what the engine takes, and the whole answer of the site."""

import random
from collections.abc import Iterator
from typing import Any

from tests.bench.library import SEED, read_catalogue

LETTERS = (2, 3, 4, 6, 9, 14)


def typed_letters(count: int) -> list[str]:
    """What search boxes are asked: the beginnings of titles, of names, and of words in the middle of titles."""
    return [text for text, _index in zip(_beginnings(), range(count), strict=False)]


def _beginnings() -> Iterator[str]:
    rng = random.Random(SEED)
    rows = read_catalogue()
    while True:
        row = rng.choice(rows)
        words = row["titre"].split()
        start = rng.choice([row["titre"], row["auteur"] or row["titre"], " ".join(words[rng.randrange(len(words)) :])])
        text = start[: rng.choice(LETTERS)].strip()
        if len(text) >= 2:
            yield text


def completion_figures() -> dict[str, Any]:
    """Percentiles in milliseconds, of the engine alone and of the address the search boxes ask."""
    from django.test import Client

    from search.services import engine
    from tests.bench.measure import milliseconds, percentile

    client = Client(headers={"host": "127.0.0.1"})
    typed = typed_letters(500)
    groups = ("title", "agent", "concept")
    for text in typed[:50]:
        client.get("/fr/noms.json", {"q": text})
    alone = [milliseconds(lambda text=text: engine().complete(text, groups, 4)) for text in typed]
    whole = [milliseconds(lambda text=text: client.get("/fr/noms.json", {"q": text})) for text in typed]
    return {
        "complete_p50": percentile(alone, 50),
        "complete_p95": percentile(alone, 95),
        "names_p50": percentile(whole, 50),
        "names_p95": percentile(whole, 95),
    }
