"""A MARC record once its bytes are understood: a leader and fields in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

UNIMARC, MARC21 = "unimarc", "marc21"
Subfields = list[tuple[str, str]]


class Unreadable(Exception):
    """A record whose structure can't be followed; carries the reason."""


@dataclass(slots=True)
class Field:
    """One field: a control field has a value, a data field has indicators and subfields, in their order."""

    tag: str
    first: str = " "
    second: str = " "
    value: str = ""
    subfields: Subfields = field(default_factory=list)

    def get(self, codes: str) -> str:
        """The first subfield that has one of these codes; "" without one."""
        for code, value in self.subfields:
            if code in codes:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """Every subfield that has one of these codes, in order."""
        return [value for code, value in self.subfields if code in codes]


@dataclass(slots=True)
class MarcRecord:
    """One record. `flavour` and `encoding` are what was found, whatever the record says of itself."""

    leader: str
    fields: list[Field]
    flavour: str = ""
    encoding: str = ""
    number: int = 0
    remarks: list[str] = field(default_factory=list)
    """What had to be put right to read it."""

    def each(self, *tags: str) -> Iterator[Field]:
        """Fields of these tags, in order."""
        return (one for one in self.fields if one.tag in tags)

    def first(self, tag: str, codes: str = "") -> str:
        """The value of the first control field, or the first such subfield, of a tag; "" without one."""
        for one in self.fields:
            if one.tag == tag and (found := one.get(codes) if codes else one.value):
                return found
        return ""
