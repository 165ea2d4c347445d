"""Each format of export, over a record that has everything."""

from collections.abc import Iterator

import pytest
from lxml import etree

from resources.exports.formats import FORMATS
from resources.exports.services import stream_export
from resources.models import Record
from tests.factories.resources import RecordFactory

pytestmark = pytest.mark.django_db


def export(format_name: str, public: bool = True) -> bytes:
    """Everything in a format."""
    pieces: Iterator[bytes] = stream_export(Record.objects.order_by("number"), format_name, public=public)
    return b"".join(pieces)


@pytest.mark.parametrize("name", list(FORMATS))
def test_export_of_nothing_is_a_file_of_its_format(name: str) -> None:
    RecordFactory(live=False)

    assert Record.objects.count() == 1
    text = export(name).decode()

    empty = {"ris": "", "bibtex": ""}
    if name == "unimarc":
        assert len(etree.fromstring(text.encode())) == 0
    elif name == "csv":
        assert text.count("\r\n") == 1
    else:
        assert text == empty[name]
