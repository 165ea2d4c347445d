"""UNIMARC or MARC 21: told from the fields a record has, whatever the file calls itself."""

import re

from resources.imports.marc.record import MARC21, UNIMARC, MarcRecord

_CODED_100 = re.compile(r"^\s*\d{8}[a-z|#u ]")
_UNIMARC_TAGS = {
    "101",
    "106",
    "205",
    "210",
    "214",
    "215",
    "225",
    "461",
    "463",
    "606",
    "675",
    "676",
    "702",
    "712",
    "801",
}
_MARC21_TAGS = {"008", "040", "041", "245", "246", "250", "260", "264", "300", "490", "504", "505", "520", "650", "082"}


def tell_flavour(record: MarcRecord) -> str:
    """`unimarc` or `marc21`; "" when nothing in the record tells."""
    points = 0
    for one in record.fields:
        tag = one.tag
        if tag == "200" and one.get("a"):
            points += 4
        elif tag == "245" and one.get("a"):
            points -= 4
        elif tag == "100" and one.subfields:
            points += 4 if _CODED_100.match(one.get("a")) else -2
        elif tag in _UNIMARC_TAGS:
            points += 1
        elif tag in _MARC21_TAGS:
            points -= 2 if tag == "008" else 1
    return UNIMARC if points > 0 else MARC21 if points < 0 else ""


def declared_flavour(text: str, leader: str) -> str:
    """What a file says it is: by the attributes and namespace of its XML, else by the end of its leaders."""
    said = text.lower()
    if re.search(r'(?:format|schemalocation|type)\s*=\s*["\'][^"\']*unimarc', said):
        return UNIMARC
    if re.search(r'format\s*=\s*["\']\s*(?:usmarc|marc ?-?21)', said) or "www.loc.gov/marc21/slim" in said:
        return MARC21
    return MARC21 if not text and leader[9:10] == "a" and leader[20:24] == "4500" else ""
