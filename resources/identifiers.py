"""Numbers of documents: checked with python-stdnum, compared in one form, never lost when wrong."""

import re
from dataclasses import dataclass

from stdnum import ean, isbn, ismn, issn
from stdnum.exceptions import ValidationError

_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)


@dataclass(frozen=True)
class CheckedIdentifier:
    """The form in which a number is compared and searched, and whether its check digit is right."""

    normalised: str
    valid: bool


def check_identifier(kind: str, value: str) -> CheckedIdentifier:
    """Check one number; ISBN-10 and 13 of one book normalise to the same 13 digits."""
    bare = re.sub(r"[\s\-.–]", "", value).upper()
    try:
        if kind == "isbn" and len(bare) in (10, 13):
            return CheckedIdentifier(isbn.to_isbn13(isbn.validate(bare)), valid=True)
        if kind == "issn":
            return CheckedIdentifier(issn.validate(bare), valid=True)
        if kind == "ean":
            return CheckedIdentifier(ean.validate(bare), valid=True)
        if kind == "ismn":
            return CheckedIdentifier(ismn.to_ismn13(ismn.validate(bare)), valid=True)
    except ValidationError:
        return CheckedIdentifier(bare, valid=False)
    if kind == "doi":
        found = _DOI.match(value.strip())
        return CheckedIdentifier(found[1].lower() if found else value.strip(), valid=bool(found))
    return CheckedIdentifier(bare, valid=bool(bare) and kind != "isbn")


def format_isbn(normalised: str) -> str:
    """A valid ISBN-13 with its hyphens: 978-2-07-042333-0."""
    return str(isbn.format(normalised))


def isbn_forms(text: str) -> list[str]:
    """Every compared form of what may be an ISBN-10 or 13, hyphens or not; empty when it is not one."""
    bare = re.sub(r"[\s\-–]", "", text).upper()
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", bare):
        return []
    return [check_identifier("isbn", bare).normalised]
