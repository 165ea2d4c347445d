"""What a page of the OAI-PMH provider costs at the beginning of a long list and far into it.

`python -m tests.bench.harvest 200000` makes a library of its own, or uses the one in `--keep`.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGES = 10


def main() -> None:
    """Make the records, ask for pages at several places, say what they took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--keep", type=Path, help="keep the library in this folder, and use the one that is there")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = str(options.keep or folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(options.size), indent=1))


def measure(size: int) -> dict[str, Any]:
    """Milliseconds and queries of a page at the beginning, in the middle and near the end, in both formats."""
    from django.core.management import call_command

    from resources.models import Record

    call_command("migrate", verbosity=0)
    if Record.objects.count() < size:
        write_library(size)
    figures: dict[str, Any] = {"size": size}
    for verb, prefix in (("ListRecords", "oai_dc"), ("ListRecords", "marcxml"), ("ListIdentifiers", "oai_dc")):
        for chosen in ("", "type:poster"):
            for offset in (0, size // 2, size - 2000):
                name = f"{verb} {prefix} {chosen or 'everything'} at {offset:,}"
                figures[name] = page_figures(verb, prefix, chosen, offset)
    return figures


def write_library(size: int) -> None:
    """Records with two people, a publisher, a subject, an abstract and an ISBN each; one in a hundred is a poster."""
    from django.db import connection
    from django.utils import timezone

    from core.models import NumberSequence
    from resources.models import Contribution, Publication, Record, RecordIdentifier, RecordNote, RecordSubject
    from tests.factories.resources import agent, concept

    agents = [agent(f"Prénom Nom{index}") for index in range(200)]
    houses = [agent(f"Maison {index}", "organisation") for index in range(50)]
    subjects = [concept(f"Sujet {index}") for index in range(50)]
    now = timezone.now()
    for start in range(0, size, 5000):
        numbers = NumberSequence.take(Record.number_series(), min(5000, size - start))
        records = []
        for number in numbers:
            record = Record(number=number, title=f"Le document numéro {number}", date="2004", languages=["fr"])
            record.type = "poster" if number % 100 == 0 else "book"
            record.live, record.first_published_at = True, now
            record.derive_fields()
            records.append(record)
        Record.objects.bulk_create(records)
        parts: list[Any] = []
        for record in records:
            turn = record.number
            parts += [
                Contribution(record=record, agent=agents[turn % 200], role="aut", sort_order=0),
                Contribution(record=record, agent=agents[turn * 7 % 200], role="trl", sort_order=1),
                Publication(record=record, agent=houses[turn % 50], place="Bruxelles"),
                RecordSubject(record=record, concept=subjects[turn % 50]),
                RecordNote(record=record, text="Un résumé de quelques mots, comme il y en a beaucoup. " * 6),
                RecordIdentifier(record=record, kind="isbn", value="9782070423330", normalised="9782070423330"),
            ]
        for model in {type(part) for part in parts}:
            model._default_manager.bulk_create([part for part in parts if isinstance(part, model)], batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def page_figures(verb: str, prefix: str, chosen: str, offset: int) -> dict[str, Any]:
    """The cost of the page that begins after so many records, in the middle of ten tries."""
    from django.test import Client

    from resources.models import Record
    from resources.oai.protocol import Asked
    from resources.oai.tokens import Place, write_token
    from tests.bench.measure import count_queries, milliseconds, percentile

    arguments = {"metadataPrefix": prefix, **({"set": chosen} if chosen else {})}
    given = {"verb": verb, **arguments}
    if offset:
        last = Record.objects.order_by("changed_at", "number")[offset - 1]
        token, _expires = write_token(Asked(verb, arguments), Place(last.changed_at, last.number, offset))
        given = {"verb": verb, "resumptionToken": token}
    client = Client(headers={"host": "127.0.0.1"})

    def ask() -> bytes:
        content: bytes = client.get("/oai", given).content
        return content

    content = ask()
    times = [milliseconds(ask) for _page in range(PAGES)]
    return {
        "ms": percentile(times, 50),
        "queries": count_queries(ask),
        "kb": len(content) // 1024,
        "headers": content.count(b"<header"),
    }


if __name__ == "__main__":
    main()
