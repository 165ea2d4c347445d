"""Addresses on the web (856, in UNIMARC and in MARC 21): what they lead to, and their words."""

import re

from core.text import fold
from resources.imports.marc.builder import Builder, local_values
from resources.imports.marc.record import Field
from resources.imports.marc.wording import clean
from resources.models.choices import LinkKind

_KINDS = set(LinkKind.values)
_WORDS = (
    (r"sommaire|table des matieres|table of contents|\btoc\b|inhoud", "toc"),
    (
        r"resume|abstract|compte rendu|review|couverture|cover|biograph|about|a propos|notice|description|excerpt",
        "about",
    ),
    (r"\baudio|mp3|podcast|ecouter|listen", "audio"),
    (r"\bvideo|regarder|\bfilm", "video"),
)


def read_link(build: Builder, one: Field, label_codes: str) -> None:
    """Every address of a field, with the kind its own words, its format or its indicator say."""
    label = next((words for code in label_codes for value in one.all(code) if (words := clean(value))), "")
    for value in one.all("u"):
        if not build.link(_kind(one, label), value, label[:255]):
            build.unread(one.tag, "u")


def _kind(one: Field, label: str) -> str:
    said = local_values(one).get("kind", "")
    if said in _KINDS:
        return said
    words = f"{fold(label)} {fold(one.get('3'))} {fold(one.get('q'))}"
    for pattern, kind in _WORDS:
        if re.search(pattern, words):
            return kind
    return "about" if one.second == "2" else "fulltext"
