"""Those who sign articles, from bylines as printed to people of the directory."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from core.conversion import Remark
from core.folders.page_mapping import PageMapping
from core.folders.rows import FileRefused
from core.names import match_key
from core.text import fold, squeeze
from directory.bylines import Byline, Corrections, read_byline
from directory.services import find_or_create_agents

ALIKE = 0.92
"""From what likeness two names may be one; 1 is the same."""
MOST_NAMESAKES = 100
"""Bearers of one word of a name that are still compared with each other."""
LONGEST_ABOUT = 300
_MARKUP = re.compile(r"[*_]{1,3}|!?\[([^\]]*)\]\([^)]*\)|<[^>]+>")


def read_corrections(mapping: PageMapping) -> Corrections:
    """The table `[people]` of a mapping: who is meant by a name as printed. Raises FileRefused for what it is not."""
    found: dict[str, tuple[str, str]] = {}
    for printed, meant in mapping.table("people").items():
        name, kind = (meant, "person") if isinstance(meant, str) else (meant.get("name"), meant.get("kind", "person"))
        if not isinstance(name, str) or kind not in ("person", "organisation"):
            raise FileRefused(_("Dans [people], « %(name)s » n’est pas compris.") % {"name": printed})
        found[fold(printed).strip(" .")] = found[fold(printed)] = (name, kind)
    return found


class Signatories:
    """The people of all bylines of an import, each found or made once."""

    def __init__(self, bylines: Iterable[str], corrections: Corrections) -> None:
        self.corrections = corrections
        self.bylines = {text: read_byline(text, corrections) for text in dict.fromkeys(bylines)}
        names = {(one.name, one.kind) for byline in self.bylines.values() for one in byline.signatures}
        self.agents = find_or_create_agents(sorted(names, key=lambda one: (-_accents(one[0]), one)))
        """Of two spellings of one name, that with more accents names who is new."""

    def rows(self, text: str, about: str = "") -> list[dict[str, Any]]:
        """The contributors of a byline; `about` is said of the first interviewed, else of the first named."""
        signatures = self._byline(text).signatures
        first = next((place for place, one in enumerate(signatures) if one.role == "ive"), 0)
        rows: list[dict[str, Any]] = []
        for place, one in enumerate(signatures):
            agent = self.agents[one.name, one.kind]
            said = ", ".join(part for part in (one.about, about if place == first else "") if part)
            printed = one.printed or (one.name if one.name != agent.name else "")
            row = {"agent": agent, "role": one.role, "name_as_printed": printed[:255], "about": said[:LONGEST_ABOUT]}
            rows.append(row)
        return rows

    def remarks(self, text: str) -> list[Remark]:
        """What a person should check in one byline."""
        byline = self._byline(text)
        found = [_("signature non reprise : « %(name)s »") % {"name": name} for name in byline.unread]
        found += [
            _("un seul mot pour nom : « %(name)s »") % {"name": one.name}
            for one in byline.signatures
            if one.kind == "person" and " " not in one.name and not one.printed
        ]
        return [Remark("person", one) for one in found] if text.strip() else [Remark("person", _("pas de signature"))]

    def doubtful(self) -> list[Remark]:
        """Names that may be of one person: written in two ways and taken for one, or nearly alike and kept apart."""
        spellings: dict[str, set[str]] = defaultdict(set)
        for name, kind in self.agents:
            if kind == "person":
                spellings[match_key(name)].add(name)
        remarks = [
            Remark("person", _("une seule personne pour deux graphies : %(names)s") % {"names": _listed(names)})
            for names in spellings.values()
            if len(names) > 1
        ]
        for one, other in _alike(spellings):
            names = _listed({min(spellings[one]), min(spellings[other])})
            remarks.append(Remark("person", _("peut-être une seule personne : %(names)s") % {"names": names}))
        return remarks

    def _byline(self, text: str) -> Byline:
        return self.bylines[text]


def read_about(text: str) -> tuple[str, bool]:
    """What is said of an author, without markup; and whether it is short enough to stand beside the name."""
    plain = squeeze(_MARKUP.sub(lambda found: found[1] or "", text))
    is_short = len(plain) <= LONGEST_ABOUT and "\n\n" not in text.strip() and "![" not in text
    return plain, is_short


def _alike(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that share a word and nearly compare as one: a slip of the pen."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        for word in key.split():
            by_word[word].append(key)
    pairs = {pair for group in by_word.values() if len(group) <= MOST_NAMESAKES for pair in combinations(group, 2)}
    return sorted(
        (one, other)
        for one, other in pairs
        if abs(len(one) - len(other)) <= 2 and difflib.SequenceMatcher(None, one, other).ratio() >= ALIKE
    )


def _accents(name: str) -> int:
    return sum(not char.isascii() for char in name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"« {name} »" for name in sorted(names))
