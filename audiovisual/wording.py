"""The size of files in words, wherever a programme is printed."""

from django.utils import formats
from django.utils.translation import gettext as _

from core.text import NBSP

KILO = 1000


def say_size(size: int) -> str:
    """“480 ko”, “3,1 Mo”, “31 Mo”: a number of bytes, by thousands, as networks count them."""
    if size < KILO:
        return _("%(size)s octets").replace(" ", NBSP) % {"size": size}
    if size < KILO**2:
        return _("%(size)s ko").replace(" ", NBSP) % {"size": round(size / KILO)}
    unit, amount = (_("%(size)s Mo"), size / KILO**2) if size < KILO**3 else (_("%(size)s Go"), size / KILO**3)
    return unit.replace(" ", NBSP) % {"size": formats.number_format(round(amount, 1) if amount < 10 else round(amount))}
