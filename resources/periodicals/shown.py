"""What the public page of a periodical says of the numbers the house holds."""

from dataclasses import dataclass

from resources.models import Record, RecordType, Subscription
from resources.periodicals.services import holdings_of


@dataclass(frozen=True)
class PublicHoldings:
    """The line, and where the numbers are."""

    text: str
    where: str


def public_holdings(record: Record) -> PublicHoldings | None:
    """What is held of a periodical, in the reader's language; None when nothing is, or for another document."""
    if record.type != RecordType.PERIODICAL or not record.pk:
        return None
    subscription = Subscription.objects.select_related("site").filter(record=record).first()
    text = holdings_of(subscription) if subscription else ""
    if subscription is None or not text:
        return None
    site = subscription.site
    where = [*([site.name, site.address] if site else []), subscription.shelf_mark]
    return PublicHoldings(text, ", ".join(part for part in where if part))
