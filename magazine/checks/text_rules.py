"""What is checked in the text: that there is one, its standfirst, headings, links, notes, sentences."""

import re
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text import fold, squeeze
from magazine.checks.findings import Finding, error, warning
from magazine.checks.sentences import LONGEST, long_sentences
from magazine.checks.subject import Subject, paragraphs_of, plain, stored_prose

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_VAGUE = {
    "fr": "ici|cliquez ici|cliquer ici|la suite|lire la suite|suite|en savoir plus|savoir plus|plus|lire plus|voir plus"
    "|voir|lien|ce lien|le lien|la|par ici|cliquez|cette page|telecharger",
    "nl": "hier|klik hier|lees meer|lees verder|meer|meer lezen|link|deze link|daar|deze pagina|downloaden",
    "en": "here|click here|read more|more|learn more|link|this link|there|this page|download",
}
VAGUE = {language: frozenset(texts.split("|")) for language, texts in _VAGUE.items()}
"""Texts of links that say nothing by themselves, without accents or punctuation, by language."""
_PROSE = ("text", "box", "callout", "interview", "accordion")


def check_presence(subject: Subject) -> Iterator[Finding]:
    """Text, standfirst, signature, subjects."""
    if not _has_text(subject):
        yield error("no_text", _("L’article n’a pas de texte."), field="body")
    if not subject.text("standfirst"):
        yield warning("no_standfirst", _("Il manque le chapeau."), field="standfirst")
    if not subject.content.get("contributors"):
        yield warning("no_contributor", _("Personne ne signe l’article."), field="contributors")
    if not subject.content.get("concepts"):
        yield warning(
            "no_concept", _("L’article n’a pas de sujet : on ne le trouvera pas par thème."), field="concepts"
        )


def _has_text(subject: Subject) -> bool:
    if any(block.get("type") in ("image", "gallery", "embed", "table") for block in subject.blocks):
        return True
    return any(plain(text) for block in subject.blocks for text in stored_prose(block.get("value")))


def check_headings(subject: Subject) -> Iterator[Finding]:
    """Headings with words, and no sub-heading outside a part."""
    under_part = False
    for block, value in subject.of_type("heading"):
        words = str((value or {}).get("text") or "").strip()
        level = str((value or {}).get("level") or "2")
        if not words:
            yield error("empty_heading", _("Un titre est vide."), "9.1", block=block)
        elif level != "2" and not under_part:
            text = _("« %(title)s » est un sous-titre, mais aucun titre de partie ne le précède.")
            yield error("heading_order", text % {"title": words}, "9.1", block=block)
        under_part = under_part or level == "2"


def check_links(subject: Subject) -> Iterator[Finding]:
    """Links that say where they lead."""
    vague = VAGUE.get(subject.language, frozenset())
    for block, text in subject.markup():
        for found in _LINK.finditer(text):
            words = squeeze(plain(found[1]))
            if not words:
                yield error("empty_link", _("Un lien n’a pas de texte."), "6.2", block=block)
            elif _EDGES.sub("", fold(words)) in vague:
                message = _("Le lien « %(text)s » ne dit pas où il mène : nommez la page ou le document.")
                yield warning("vague_link", message % {"text": words}, "6.1", block=block)


def check_notes(subject: Subject) -> Iterator[Finding]:
    """Calls and notes that belong together."""
    called = set()
    for block, uuid in subject.calls():
        called.add(uuid)
        if not plain(subject.notes.get(uuid, "")):
            yield error("lost_call", _("Un appel de note n’a pas de note, ou la note est vide."), block=block)
    for uuid, text in subject.notes.items():
        if uuid not in called:
            message = _("La note « %(text)s » n’est appelée nulle part : elle ne paraîtra pas.")
            words = Truncator(plain(text) or "…").chars(60)
            yield warning("uncalled_note", message % {"text": words}, field="footnotes")


def check_sentences(subject: Subject) -> Iterator[Finding]:
    """Sentences of at most so many words, where plain language is promised."""
    if not subject.content.get("is_plain_language"):
        return
    standfirst = long_sentences(paragraphs_of(subject.text("standfirst")))
    found = [("standfirst", "", sentence, words) for sentence, words in standfirst]
    for block, value in subject.of_type(*_PROSE):
        texts = (paragraph for text in stored_prose(value) for paragraph in paragraphs_of(text))
        found += [("", block, sentence, words) for sentence, words in long_sentences(texts)]
    for field, block, sentence, words in found:
        text = ngettext(
            "Cette phrase a %(words)s mot : « %(sentence)s » Visez %(most)s mots au plus.",
            "Cette phrase a %(words)s mots : « %(sentence)s » Visez %(most)s mots au plus.",
            words,
        )
        message = text % {"words": words, "sentence": Truncator(sentence).chars(90), "most": LONGEST}
        yield warning("long_sentence", message, field=field, block=block)
