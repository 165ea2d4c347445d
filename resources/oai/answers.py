"""The answers of the six verbs, as XML."""

import re
from collections.abc import Callable, Iterable, Mapping
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree
from wagtail.models import Site

from core.identifiers import site_origin
from core.models import SiteInformation
from resources.oai import dates
from resources.oai.dublin_core import SCHEMA as OAI_DC_SCHEMA
from resources.oai.formats import FORMATS, Writer, find_format
from resources.oai.harvest import Item, earliest_change, find_item, identifier_of, namespace, read_page
from resources.oai.markup import DC, OAI, OAI_DC, OAI_IDENTIFIER, XSI, add, schema_location
from resources.oai.protocol import FORMS, Asked, ProtocolError, ProtocolErrors, read_request
from resources.oai.sets import list_sets
from resources.oai.tokens import read_token, write_token

RECORDS_A_PAGE, HEADERS_A_PAGE = 100, 500
_SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
_IDENTIFIER_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai-identifier.xsd"
_PLAIN: dict[Any, str] = {None: OAI}
_IDENTIFIERS: dict[Any, str] = {None: OAI_IDENTIFIER}
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")


def answer(given: Mapping[str, list[str]]) -> bytes:
    """The whole answer to a request, its errors among it."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap=_PLAIN | {"xsi": XSI})
    schema_location(root, OAI, _SCHEMA)
    _add(root, "responseDate", dates.write_stamp(dates.horizon()))
    echo = _add(root, "request", f"{site_origin()}/oai")
    try:
        asked = read_request(given)
        _repeat(echo, asked)
        root.append(_VERBS[asked.verb](asked))
    except ProtocolErrors as error:
        _add_errors(root, error.errors)
    except ProtocolError as error:
        _add_errors(root, [error])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add(parent: Any, name: str, text: str = "") -> Any:
    return add(parent, f"{{{OAI}}}{name}", text)


def _new(name: str) -> Any:
    return etree.Element(f"{{{OAI}}}{name}", nsmap=_PLAIN)


def _repeat(echo: Any, asked: Asked) -> None:
    """Say which request is answered; never when it was not understood."""
    echo.set("verb", asked.verb)
    for name, value in asked.arguments.items():
        if FORMS[name].fullmatch(value):
            echo.set(name, value)


def _add_errors(root: Any, errors: Iterable[ProtocolError]) -> None:
    for error in errors:
        _add(root, "error", error.message).set("code", error.code)


# What the repository is -----------------------------------------------------------------------------


def _identify(asked: Asked) -> Any:
    information = _information()
    name = information.name if information else settings.WAGTAIL_SITE_NAME
    email = information.email if information else ""
    element = _new("Identify")
    _add(element, "repositoryName", name)
    _add(element, "baseURL", f"{site_origin()}/oai")
    _add(element, "protocolVersion", "2.0")
    _add(element, "adminEmail", email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    _add(element, "earliestDatestamp", dates.write_stamp(earliest_change()))
    _add(element, "deletedRecord", "persistent")
    _add(element, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    _add(element, "compression", "gzip")
    _describe_identifiers(element)
    text = _(
        "Le catalogue de la médiathèque. Les notices données en « marcxml » sont en UNIMARC, dans l’enveloppe XML de"
        " MARC 21 : le schéma est celui de l’enveloppe, les étiquettes sont celles d’UNIMARC. Une réponse est datée du"
        " moment jusqu’auquel elle est complète, quelques secondes avant d’être envoyée."
    )
    _add(element, "description").append(_dublin_core(name, text))
    return element


def _information() -> SiteInformation | None:
    site = Site.objects.filter(is_default_site=True).first()
    return SiteInformation.for_site(site) if site else None


def _describe_identifiers(element: Any) -> None:
    """How identifiers are made; the schema knows names of domains only, so that a demonstration has none."""
    _scheme, host, _path = namespace().split(":")
    if not _DOMAIN.fullmatch(host):
        return
    scheme = etree.SubElement(_add(element, "description"), f"{{{OAI_IDENTIFIER}}}oai-identifier", nsmap=_IDENTIFIERS)
    schema_location(scheme, OAI_IDENTIFIER, _IDENTIFIER_SCHEMA)
    sample = f"{namespace()}00000000-0000-4000-8000-000000000000"
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", host),
        ("delimiter", ":"),
        ("sampleIdentifier", sample),
    ):
        add(scheme, f"{{{OAI_IDENTIFIER}}}{name}", text)


def _dublin_core(title: str, text: str) -> Any:
    """A title and a text in the form the protocol advises for descriptions."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    schema_location(root, OAI_DC, OAI_DC_SCHEMA)
    add(root, f"{{{DC}}}title", title)
    add(root, f"{{{DC}}}description", text)
    return root


def _list_metadata_formats(asked: Asked) -> Any:
    if "identifier" in asked.arguments:
        find_item(asked.arguments["identifier"])
    element = _new("ListMetadataFormats")
    for each in FORMATS.values():
        form = _add(element, "metadataFormat")
        _add(form, "metadataPrefix", each.prefix)
        _add(form, "schema", each.schema)
        _add(form, "metadataNamespace", each.namespace)
    return element


def _list_sets(asked: Asked) -> Any:
    if asked.token:
        raise ProtocolError("badResumptionToken", "The list of sets is given whole.")
    element = _new("ListSets")
    for each in list_sets():
        one = _add(element, "set")
        _add(one, "setSpec", each.spec)
        _add(one, "setName", each.name)
        if each.description:
            _add(one, "setDescription").append(_dublin_core(each.name, each.description))
    return element


# Records --------------------------------------------------------------------------------------------


def _get_record(asked: Asked) -> Any:
    item = find_item(asked.arguments["identifier"])
    element = _new("GetRecord")
    element.append(_record(item, find_format(asked.prefix).writer()))
    return element


def _list(asked: Asked) -> Any:
    """One page of records or of headers, and the token of the next."""
    begun, place = read_token(asked) if asked.token else (asked, None)
    form = find_format(begun.prefix)
    whole = begun.verb == "ListRecords"
    page = read_page(begun, place, RECORDS_A_PAGE if whole else HEADERS_A_PAGE)
    element = _new(begun.verb)
    write = form.writer() if whole else None
    for item in page.items:
        element.append(_record(item, write) if write else _header(item))
    if page.next_place:
        token, expires = write_token(begun, page.next_place)
        more = _add(element, "resumptionToken", token)
        more.set("expirationDate", dates.write_stamp(expires))
        more.set("cursor", str(page.given_before))
    elif place:
        _add(element, "resumptionToken").set("cursor", str(page.given_before))
    return element


def _record(item: Item, write: Writer) -> Any:
    element = _new("record")
    element.append(_header(item))
    if item.parts is not None:
        _add(element, "metadata").append(write(item.parts))
    return element


def _header(item: Item) -> Any:
    element = _new("header")
    if item.is_gone:
        element.set("status", "deleted")
    _add(element, "identifier", identifier_of(item.record))
    _add(element, "datestamp", dates.write_stamp(item.record.changed_at))
    for spec in item.sets:
        _add(element, "setSpec", spec)
    return element


_VERBS: Mapping[str, Callable[[Asked], Any]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list,
    "ListRecords": _list,
    "GetRecord": _get_record,
}
