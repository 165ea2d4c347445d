"""Numbers of people and organisations in the world's registries: checked, written one way, and where they lead."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import isni
from stdnum.exceptions import ValidationError as WrongNumber

ADDRESSES = {
    "isni": "https://isni.org/isni/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "orcid": "https://orcid.org/{}",
    "wikidata": "https://www.wikidata.org/wiki/{}",
}
"""Where each registry shows a number; ISNI's is without spaces there."""
_PREFIX = re.compile(
    r"^(?:https?://)?(?:[\w-]+\.)*(?:isni\.org/(?:isni/|page/)?|viaf\.org/(?:\w\w/)?viaf/|orcid\.org/"
    r"|wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?)|^(?:isni|viaf|orcid|wikidata)\s*:?\s*",
    re.IGNORECASE,
)


def normalise_identifier(kind: str, value: str) -> str:
    """The number as its registry writes it, from a number or an address; raises ValidationError when it is wrong."""
    bare = _PREFIX.sub("", value.strip(), count=1).split("?")[0].split("#")[0].strip("/ ")
    if kind in ("isni", "orcid"):
        return _checked_digits(kind, bare)
    if kind == "viaf":
        if not re.fullmatch(r"[1-9][0-9]{0,21}", bare):
            raise ValidationError(_("Un numéro VIAF n’a que des chiffres, par exemple 96993301."))
        return bare
    if not re.fullmatch(r"[Qq][1-9][0-9]{0,11}", bare):
        raise ValidationError(_("Un identifiant Wikidata commence par Q, par exemple Q464452."))
    return bare.upper()


def _checked_digits(kind: str, bare: str) -> str:
    """An ISNI in groups separated by spaces, an ORCID by hyphens; both are sixteen digits with a check digit."""
    try:
        number = isni.validate(re.sub(r"[\s\u2010-\u2015-]", "", bare))
    except WrongNumber as error:
        message = _("Un %(registry)s a seize chiffres dont le dernier contrôle les autres : « %(value)s » est faux.")
        registry = "ISNI" if kind == "isni" else "ORCID"
        raise ValidationError(message % {"registry": registry, "value": bare[:60]}) from error
    return str((" " if kind == "isni" else "-").join(re.findall("....", number)))


def identifier_address(kind: str, value: str) -> str:
    """The page of a number in its registry."""
    return ADDRESSES[kind].format(value.replace(" ", ""))
