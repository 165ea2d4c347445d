"""What a search box proposes while one types: titles, people and subjects, each with its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.sections import section_path
from directory.addresses import agent_slug
from directory.models import DirectoryPage
from search import registry
from search.analysis import words_of
from search.contract import TITLES, Completion, Name
from search.named import AGENTS, CONCEPTS
from search.services import engine
from search.visibility import visible_identities
from thesaurus.addresses import concept_path

SHORTEST = 2
LONGEST = 100
PER_GROUP = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line: its text and language, why it is there when its text does not show it, and where it leads."""

    text: str
    language: str
    note: str
    url: str


def complete(typed: str, language: str) -> dict[str, Any]:
    """The lines for what was typed, by group, as plain JSON. Raises SearchUnavailable."""
    typed = typed.strip()
    if not SHORTEST <= len(typed) <= LONGEST:
        return _answer([])
    headings = {TITLES: _("Titres"), AGENTS: _("Personnes et organisations"), CONCEPTS: _("Sujets")}
    found = engine().complete(typed, list(headings), PER_GROUP)
    visible = visible_identities((one.kind, one.uuid) for one in found)
    groups = []
    for group, heading in headings.items():
        mine = [one for one in found if one.group == group and (one.kind, one.uuid) in visible]
        proposals = [_proposal(one, typed, language) for one in mine]
        lines = [_line(proposal, language) for proposal in proposals if proposal.url]
        if lines:
            groups.append({"label": heading, "items": lines})
    return _answer(groups)


def _answer(groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    total = sum(len(group["items"]) for group in groups)
    status = ngettext("%(total)d proposition", "%(total)d propositions", total) % {"total": total}
    return {"groups": groups, "status": status if total else _("Aucune proposition")}


def _line(proposal: Proposal, language: str) -> dict[str, str]:
    line = {"text": proposal.text, "url": proposal.url}
    if proposal.language and proposal.language != language:
        line["lang"] = proposal.language
    if proposal.note:
        line["note"] = proposal.note
    return line


def _proposal(one: Completion, typed: str, language: str) -> Proposal:
    if one.group == TITLES:
        return _titled(one, typed, language)
    if one.group == AGENTS:
        return _person(one, typed, language)
    return _subject(one, typed, language)


def _titled(one: Completion, typed: str, language: str) -> Proposal:
    source = registry.sources.get(one.kind)
    path = source.localise(one.card, language) if source and source.localise else ""
    return Proposal(one.names[0].text, one.names[0].language, _reason(one, one.names[0], typed), path or one.path)


def _person(one: Completion, typed: str, language: str) -> Proposal:
    name = one.names[0]
    section = section_path(DirectoryPage, language)
    path = f"{section}{one.card['number']}/{agent_slug(name.text)}/" if section else ""
    return Proposal(name.text, name.language, _reason(one, name, typed), path)


def _subject(one: Completion, typed: str, language: str) -> Proposal:
    """A subject under its label in the reader's language, or the first of the others."""
    labels = one.card["labels"]
    code = next((code for code in (language, "fr", "en", "nl") if code in labels), next(iter(labels), ""))
    if not code:
        return Proposal("", "", "", "")
    name = Name(labels[code], code)
    path = concept_path(one.card["number"], strip_tags(name.text), language)
    return Proposal(name.text, code, _reason(one, name, typed), path)


def _reason(one: Completion, shown: Name, typed: str) -> str:
    """The name that goes on as what was typed, when the one that is printed does not."""
    wanted = [word.forms[0] for word in words_of(typed, "fr")]
    if _goes_on(shown, wanted):
        return ""
    return next((name.text for name in one.names if name.shown and _goes_on(name, wanted)), "")


def _goes_on(name: Name, wanted: Sequence[str]) -> bool:
    words = [word.forms[0] for word in words_of(name.text, "fr")]
    return all(any(word.startswith(start) for word in words) for start in wanted)
