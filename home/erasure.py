"""Erasing a person the press could reach: name, address and telephone go together, from versions too.

A telephone number names nobody by itself: the general search for a name would leave it.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.erasure.names import WantedPerson
from core.erasure.registry import Found, Holder
from core.models import IndexChange
from home.models import PressReleasePage

CONTACT = ("contact_name", "contact_email", "contact_phone")


def _find(person: WantedPerson) -> Iterator[Found]:
    for page in PressReleasePage.objects.order_by("pk"):
        contacts = [contact for contact in _contacts(page) if _names(person, contact)]
        if contacts:
            yield Found(page.title, {"uuid": str(page.uuid), "contacts": contacts})


def _erase(person: WantedPerson) -> int:
    changed = 0
    for page in PressReleasePage.objects.order_by("pk"):
        if not any(_names(person, contact) for contact in _contacts(page)):
            continue
        if _names(person, _contact(vars(page))):
            PressReleasePage.objects.filter(pk=page.pk).update(**dict.fromkeys(CONTACT, ""))
        for revision in page.revisions.all():
            if _names(person, _contact(revision.content)):
                revision.content = {**revision.content, **dict.fromkeys(CONTACT, "")}
                revision.save(update_fields=["content"])
        IndexChange.objects.note(page.index_kind(), [page.uuid])
        changed += 1
    return changed


def _contacts(page: PressReleasePage) -> list[dict[str, Any]]:
    """The contact of a release, as it is and as its versions have it."""
    return [_contact(vars(page)), *(_contact(revision.content) for revision in page.revisions.order_by("pk"))]


def _contact(data: Any) -> dict[str, Any]:
    return {name: data.get(name, "") for name in CONTACT}


def _names(person: WantedPerson, contact: dict[str, Any]) -> bool:
    return person.is_in(contact["contact_name"]) or person.is_in(contact["contact_email"])


HOLDER = Holder("home.press", _("Contacts de presse"), _find, _erase)
