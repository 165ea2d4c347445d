"""Who made an article, as its page names them: grouped by what they did, with the biographies of those it presents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.covers import letters_of
from core.identifiers import identifier_address
from core.visibility import shown
from directory.addresses import agent_path
from directory.models import AgentKind
from directory.relators import RELATORS
from magazine.showing.people import INTERVIEWED, INTERVIEWER, WRITERS

FALLBACK_LANGUAGES = ("fr", "en", "nl")
WORK = {
    "ill": gettext_lazy("illustrations"), "art": gettext_lazy("illustrations"), "pht": gettext_lazy("photographies"),
    "trl": gettext_lazy("traduction"), "aui": gettext_lazy("préface"), "aft": gettext_lazy("postface"),
}  # fmt: skip
"""What people did, said of the work and not of them, where a byline has a word for it."""


@dataclass(frozen=True)
class Person:
    """A contributor as printed; without an address or identity when the directory does not show them."""

    name: str
    role: str
    url: str = ""
    identity: str = ""
    is_person: bool = True
    about: str = ""
    biography: str = ""
    biography_language: str = ""
    uuid: str = ""
    letters: str = ""


@dataclass(frozen=True)
class Credits:
    """Those who had one part in an article: “Par”, “Illustrations :”."""

    label: str
    people: list[Person] = field(default_factory=list)


def people_of_rows(rows: Iterable[Any], biographies_of: Callable[[Any], Mapping[str, str]]) -> list[Person]:
    """The contributors of an article in the order of the byline; `biographies_of` an agent are texts by language.

    A hidden one appears only by the name printed, if there is one.
    """
    people = []
    for row in rows:
        agent = shown(row.agent)
        name = row.name_as_printed or (agent.name if agent else "")
        if name:
            people.append(_person(row, agent, name, biographies_of))
    return people


def _person(row: Any, agent: Any, name: str, biographies_of: Callable[[Any], Mapping[str, str]]) -> Person:
    if agent is None:
        return Person(name, row.role, about=row.about)
    language = (get_language() or "fr")[:2]
    text, code = _biography(biographies_of(agent), language)
    return Person(
        name,
        row.role,
        agent_path(agent),
        identifier_address("agent", agent.uuid),
        agent.kind == AgentKind.PERSON,
        row.about,
        text,
        "" if code == language else code,
        str(agent.uuid),
        letters_of(agent.name),
    )


def _biography(biographies: Mapping[str, str], language: str) -> tuple[str, str]:
    """The biography in the reader's language, else in another, with its language."""
    texts = {code: text for code, text in biographies.items() if text.strip()}
    for code in (language, *FALLBACK_LANGUAGES, *sorted(texts)):
        if code in texts:
            return texts[code], code
    return "", ""


def group_credits(people: Sequence[Person]) -> list[Credits]:
    """People under what they did, writers first, each part once."""
    groups: dict[str, Credits] = {}
    for person in sorted(people, key=lambda one: _rank(one.role)):
        label = _label(person.role)
        groups.setdefault(label, Credits(label)).people.append(person)
    return list(groups.values())


def _rank(role: str) -> int:
    return 0 if role in WRITERS else {INTERVIEWED: 1, INTERVIEWER: 2}.get(role, 3)


def _label(role: str) -> str:
    if role in WRITERS:
        return _("Par")
    if role == INTERVIEWED:
        return _("Entretien avec")
    if role == INTERVIEWER:
        return _("Propos recueillis par")
    name = str(WORK.get(role) or dict(RELATORS).get(role) or role)
    return f"{name[:1].upper()}{name[1:]}\N{NO-BREAK SPACE}:"


def presented(people: Sequence[Person]) -> list[Person]:
    """Those of whom the page says more at its end, each once."""
    found = {person.uuid or person.name: person for person in reversed(people) if person.biography or person.about}
    return list(reversed(found.values()))
