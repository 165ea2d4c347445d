"""What podcasts and capsules hold of people: their names as pages print them, and what is said of them.

The episode stays, without the name: whoever it credits is a tombstone of the directory, which no page prints. What they
said is the library's to hide.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from audiovisual.models import CapsulePage, CapsulePerson, EpisodePage, EpisodePerson
from core.erasure.names import WantedPerson
from core.erasure.registry import Found, Holder, register_holder
from core.models import IndexChange

PRINTED = {"name_as_printed": "", "about": ""}
PARTS: tuple[tuple[Any, Any], ...] = ((EpisodePerson, EpisodePage), (CapsulePerson, CapsulePage))


def _credits(person: WantedPerson, part: Any) -> Any:
    """The rows of the chosen agents that print something of them."""
    rows = part._default_manager.filter(agent__in=person.agents).select_related("page")
    return rows.exclude(**PRINTED).order_by("pk")


def _widen(person: WantedPerson) -> WantedPerson:
    """The forms pages print; a single word, “Collectif”, would name others too."""
    rows = (row for part, _page in PARTS for row in _credits(person, part))
    names = {row.name_as_printed for row in rows if len(row.name_as_printed.split()) > 1}
    return WantedPerson.named(person.names | names, person.emails, person.agents)


def _find(person: WantedPerson) -> Iterator[Found]:
    for part, _page in PARTS:
        for row in _credits(person, part):
            data = {"page": str(row.page.uuid), "name_as_printed": row.name_as_printed, "about": row.about}
            yield Found(f"{row.name_as_printed} — {row.page.title}", data)


def _erase(person: WantedPerson) -> int:
    """Rows and versions; every page of theirs is noted, whose feeds and players print them."""
    changed = 0
    for part, page in PARTS:
        pages = page.objects.order_by().filter(
            pk__in=part._default_manager.filter(agent__in=person.agents).values("page")
        )
        uuids = list(pages.values_list("uuid", flat=True))
        for one in pages:
            _erase_versions(one, person)
        changed += _credits(person, part).order_by().update(**PRINTED)
        IndexChange.objects.note(page.index_kind(), uuids)
    return changed


def _erase_versions(page: Any, person: WantedPerson) -> None:
    for revision in page.revisions.all():
        rows = [row for row in revision.content.get("people") or [] if row.get("agent") in person.agents]
        if any(row.get(name) for row in rows for name in PRINTED):
            for row in rows:
                row.update(PRINTED)
            revision.save(update_fields=["content"])


HOLDER = Holder("audiovisual.credits", _("Rôles dans des épisodes et des capsules"), _find, _erase, _widen)


def register() -> None:
    """Declare what is held here."""
    register_holder(HOLDER)
