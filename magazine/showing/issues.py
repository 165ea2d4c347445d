"""How a number is named, dated, priced and pictured, wherever it is printed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_currency
from django.http import HttpRequest
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from core.text import NBSP
from core.typography import typeset_text
from magazine.models import IssuePage
from media_library.visibility import picture_of, private_collections

COVER_FILTER = "width-640|format-webp|webpquality-75"
SMALL_COVER_FILTER = "width-320|format-webp|webpquality-70"


@dataclass(frozen=True)
class IssueCard:
    """A number as lists print it: its picture, else the letters of its woven cover."""

    url: str
    title: str
    label: str
    date: str
    uuid: str
    letters: str
    picture: Any = None


def number_label(issue: IssuePage) -> str:
    """“n° 47”; “hors-série 2” as it is."""
    return label_of_number(str(issue.number))


def label_of_number(number: str) -> str:
    """The same, of a number that stands in the index."""
    named = _("n° %(number)s") % {"number": number} if number[:1].isdigit() else number
    return named.replace(" ", NBSP, 1) if number[:1].isdigit() else named


def printed_date(issue: IssuePage) -> str:
    """The date as printed, else its month and year."""
    return str(issue.date_printed) or format_date(issue.issued_on, "F Y")


def cover_letters(number: str) -> str:
    """What the label of a woven cover carries, four signs at most: “47”, “12” of “12-13”, “HS2” of “hors-série 2”."""
    if len(number) <= 4:
        return number
    digits = re.findall(r"\d+", number)
    if number[0].isdigit():
        return str(digits[0])[:4]
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", number))[:2].upper()
    return (initials + (digits[-1] if digits else ""))[:4]


def issue_cards(issues: Sequence[IssuePage], request: HttpRequest) -> list[IssueCard]:
    """Numbers as lists print them; one query for which pictures are private, when there are some."""
    private = private_collections() if any(issue.cover_id for issue in issues) else set()
    return [issue_card(issue, request, private) for issue in issues]


def issue_card(
    issue: IssuePage, request: HttpRequest, private: Collection[int], spec: str = SMALL_COVER_FILTER
) -> IssueCard:
    """One number as lists print it; `private` are the keys of private collections."""
    return IssueCard(
        issue.get_url(request) or "",
        typeset_text(issue.title, issue.locale.language_code),
        number_label(issue),
        printed_date(issue),
        str(issue.uuid),
        cover_letters(str(issue.number)),
        picture_of(issue.cover, set(private), spec),
    )


def printed_price(issue: IssuePage, language: str) -> str:
    """“12,50 €”, “gratuit”; "" when nobody said."""
    if issue.price is None:
        return ""
    return str(format_currency(issue.price, "EUR", locale=language)) if issue.price else _("gratuit")
