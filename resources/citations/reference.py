"""A record as a reference: the few facts every citation and every reference manager asks for, said once.

RIS, BibTeX, CSL, the tags of the page and COinS are all made from this.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.names import parse_person
from core.visibility import shown
from resources.citations.locators import Locator, read_locator, read_page_count
from resources.identifiers import format_isbn
from resources.models.choices import LinkKind, RecordType
from resources.shown import RecordParts, display_title

MAIN_ROLES: dict[str, tuple[str, ...]] = {
    RecordType.FILM: ("drt", "aut"),
    RecordType.SOUND: ("cmp", "aut", "prf", "sng", "mus", "nrt"),
    RecordType.POSTER: ("art", "ill", "pht", "dsr", "aut"),
    RecordType.GAME: ("aut", "dsr"),
    RecordType.KIT: ("aut", "dsr"),
}
"""Who is named first, by type of document; the author for all others."""
SECOND_ROLES = ("art", "ill", "pht", "dsr", "adp", "ivr", "aus", "org", "ctb")
"""Who is named first where nobody has one of the main roles: the first of these that somebody has."""
EDITOR_ROLES = ("edt", "com")
IN_HOST = {RecordType.ARTICLE, RecordType.CHAPTER, RecordType.ISSUE}


@dataclass(frozen=True)
class CitedName:
    """Someone named: a person's family and given names, or an organisation's name in `family` alone."""

    family: str
    given: str = ""
    organisation: bool = False

    @property
    def sorted(self) -> str:
        """“Leroux, Gaston”; an organisation as it is."""
        return f"{self.family}, {self.given}" if self.given else self.family


class Reference:
    """The facts of one record, read from its visible parts."""

    def __init__(self, parts: RecordParts) -> None:
        self.parts = parts
        self.record = parts.record
        self.type = str(parts.record.type)

    @cached_property
    def _names(self) -> list[tuple[str, CitedName]]:
        return [(str(one.role), _cited_name(one, name)) for one, name in self.parts.contributions]

    def names(self, *roles: str) -> list[CitedName]:
        """Everyone with one of these roles, in the order of the document, each once."""
        return list(dict.fromkeys(name for role, name in self._names if role in roles))

    @cached_property
    def authors(self) -> list[CitedName]:
        """Those a citation begins with; empty when there are only editors, or nobody."""
        if main := self.names(*MAIN_ROLES.get(RecordType(self.type), ("aut",))):
            return main
        if self.editors:
            return []
        return next((found for role in SECOND_ROLES if (found := self.names(role))), [])

    @cached_property
    def editors(self) -> list[CitedName]:
        """Those who directed or compiled the document; a person who wrote it too is not named twice."""
        main = self.names(*MAIN_ROLES.get(RecordType(self.type), ("aut",)))
        return [name for name in self.names(*EDITOR_ROLES) if name not in main]

    @cached_property
    def translators(self) -> list[CitedName]:
        """Those who translated it."""
        return self.names("trl")

    @property
    def title(self) -> str:
        """The title with its complement, with plain spaces: “L’étranger à table : sept ports”."""
        return display_title(self.record).replace("\u00a0:", " :")

    @property
    def date(self) -> str:
        """The date as written on the document."""
        return str(self.record.date)

    @property
    def year(self) -> str:
        """The year alone; "" when there is none that can be read."""
        return f"{self.record.first_year:04d}" if self.record.first_year is not None else ""

    @cached_property
    def host(self) -> str:
        """The title of the periodical or the book it stands in."""
        return self.host_of(self.parts.host) if self.parts.host else str(self.record.host_title)

    @staticmethod
    def host_of(record: Any) -> str:
        """The title of a host with plain spaces."""
        return display_title(record).replace("\u00a0:", " :")

    @cached_property
    def locator(self) -> Locator:
        """Volume, number and pages in the host; a number of a periodical may say its own in its title."""
        found = read_locator(self.record.host_part)
        if self.type == RecordType.ISSUE and not found.number:
            return Locator(found.volume, read_locator(self.record.title).number, found.pages)
        return found

    @property
    def publishers(self) -> list[str]:
        """Names of publishers; of a thesis, where it was defended when no publisher is named."""
        names = self.parts.publisher_names
        return names or ([name.family for name in self.names("dgg")] if self.type == RecordType.THESIS else [])

    @property
    def places(self) -> list[str]:
        """Places of publication, each once."""
        return list(dict.fromkeys(one.place for one in self.parts.publications if one.place))

    def numbers(self, kind: str) -> list[str]:
        """Valid numbers of a kind; an ISBN with its hyphens, an ISSN with its own."""
        found = [one.normalised for one in self.parts.identifiers if one.kind == kind and one.valid]
        if kind == "isbn":
            return [format_isbn(number) for number in found]
        return [f"{number[:4]}-{number[4:]}" for number in found] if kind == "issn" else found

    def host_numbers(self, kind: str) -> list[str]:
        """The same of the host, where it has a record here."""
        if self.parts.host is None:
            return []
        found = [one.normalised for one in self.parts.host.identifiers.all() if one.kind == kind and one.valid]
        if kind == "isbn":
            return [format_isbn(number) for number in found]
        return [f"{number[:4]}-{number[4:]}" for number in found] if kind == "issn" else found

    @property
    def url(self) -> str:
        """Where the document itself is on the web; "" when only its description is."""
        kinds = (LinkKind.FULL_TEXT, LinkKind.VIDEO, LinkKind.AUDIO)
        return next((str(link.url) for kind in kinds for link in self.parts.links if link.kind == kind), "")

    @property
    def page_count(self) -> str:
        """How many pages the document has."""
        return read_page_count(self.record.extent)

    @property
    def subjects(self) -> list[str]:
        """Subjects in French, then free keywords, each once."""
        words = [concept.label("fr") for concept in self.parts.concepts] + [str(one) for one in self.record.keywords]
        return list(dict.fromkeys(words))


def _cited_name(contribution: Any, name: str) -> CitedName:
    """The name as the directory sorts it, or as it is printed when that is all there is."""
    agent = shown(contribution.agent)
    if agent is not None and agent.kind == "organisation":
        return CitedName(name, organisation=True)
    sort = agent.sort_name if agent is not None and name == agent.name else parse_person(name).sort
    family, _comma, given = sort.partition(", ")
    return CitedName(family, given)
