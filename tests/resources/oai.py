"""Asking the provider as a harvester does; every answer is held to the protocol's structure."""

from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from lxml import etree

from resources.models import Record
from resources.oai.markup import DC, OAI

ADDRESS = "/oai"
HOST = "oai:127.0.0.1:record/"


@cache
def structure() -> Any:
    """The grammar of an answer."""
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("oai_answer.rng")))


def check(content: bytes) -> Any:
    """The root of an answer that is as the protocol wants it."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    structure().assertValid(root)
    return root


def ask(client: Client, post: bool = False, **arguments: Any) -> Any:
    """The root of the answer to a request; an argument given as a list is repeated, `from` is written `from_`."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    response = client.post(ADDRESS, given) if post else client.get(ADDRESS, given)
    assert response.status_code == 200
    return check(response.content)


def ask_list(client: Client, verb: str = "ListRecords", prefix: str = "oai_dc", **arguments: Any) -> Any:
    """The answer to a list in a format."""
    return ask(client, verb=verb, metadataPrefix=prefix, **arguments)


def errors(root: Any) -> list[str]:
    """The codes of the errors of an answer."""
    return [error.get("code") for error in root.iterfind(f"{{{OAI}}}error")]


def headers(root: Any) -> list[tuple[str, str]]:
    """Identifier and status ("" or "deleted") of each header, in order."""
    return [
        (header.findtext(f"{{{OAI}}}identifier").removeprefix(HOST), header.get("status", ""))
        for header in root.iter(f"{{{OAI}}}header")
    ]


def stamps(root: Any) -> dict[str, str]:
    """The datestamp of each header, by identifier."""
    return {
        header.findtext(f"{{{OAI}}}identifier").removeprefix(HOST): header.findtext(f"{{{OAI}}}datestamp")
        for header in root.iter(f"{{{OAI}}}header")
    }


def token(root: Any) -> str:
    """The resumption token; "" when there is none or it is empty."""
    return root.findtext(f".//{{{OAI}}}resumptionToken") or ""


def dublin_core(root: Any, name: str) -> list[str]:
    """The texts of one element of Dublin Core."""
    return [element.text for element in root.iter(f"{{{DC}}}{name}")]


def whole_list(client: Client, verb: str = "ListRecords", **arguments: Any) -> list[tuple[str, str]]:
    """Every header of a list, however many answers it takes."""
    root = ask_list(client, verb, **arguments)
    found = headers(root)
    while more := token(root):
        root = ask(client, verb=verb, resumptionToken=more)
        found += headers(root)
    return found


def shown(*records: Record) -> list[tuple[str, str]]:
    """What `headers` gives for visible records."""
    return [(str(record.uuid), "") for record in records]


def gone(*records: Record) -> list[tuple[str, str]]:
    """What `headers` gives for tombstones."""
    return [(str(record.uuid), "deleted") for record in records]
