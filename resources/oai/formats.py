"""The forms a record is given in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from resources.exports.house import read_house
from resources.exports.unimarc import MARCXML, marcxml_record
from resources.oai.dublin_core import SCHEMA as OAI_DC_SCHEMA
from resources.oai.dublin_core import write_dublin_core
from resources.oai.markup import OAI_DC, schema_location
from resources.oai.protocol import ProtocolError
from resources.shown import RecordParts

MARCXML_SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
Writer = Callable[[RecordParts], Any]


@dataclass(frozen=True)
class MetadataFormat:
    """One form: its prefix in requests, its schema and namespace, and who writes it."""

    prefix: str
    schema: str
    namespace: str
    writer: Callable[[], Writer]
    """Makes the writer of one answer: from the parts of a record that may be shown, an element of lxml."""


def _unimarc_writer() -> Writer:
    house = read_house()

    def write(parts: RecordParts) -> Any:
        element = marcxml_record(parts, house)
        schema_location(element, MARCXML, MARCXML_SCHEMA)
        return element

    return write


FORMATS = {
    each.prefix: each
    for each in (
        MetadataFormat("oai_dc", OAI_DC_SCHEMA, OAI_DC, lambda: write_dublin_core),
        MetadataFormat("marcxml", MARCXML_SCHEMA, MARCXML, _unimarc_writer),
    )
}
"""By prefix, in the order they are listed."""


def find_format(prefix: str) -> MetadataFormat:
    """The form of a prefix; raises ProtocolError when there is none."""
    if prefix not in FORMATS:
        raise ProtocolError("cannotDisseminateFormat", "Records are not given in this format.")
    return FORMATS[prefix]
