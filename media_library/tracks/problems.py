"""What is wrong in a file of cues, line by line, in words an editor understands."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_TEXT = 120
MOST_KEPT = 500
"""Problems of one kind that are kept; others are only counted."""


class Weight(Enum):
    """What became of what a problem is about."""

    LOST = "lost"
    """It is not taken."""
    CHANGED = "changed"
    """It is taken, otherwise than it was written."""
    ODD = "odd"
    """It is taken as it is; somebody should look."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should know. `line` counts from 1, 0 where the file has no lines; `text` is what is there."""

    line: int
    code: str
    text: str = ""

    @property
    def message(self) -> str:
        """What it is, in the language of who reads."""
        return str(WORDS[self.code][1])

    @property
    def weight(self) -> Weight:
        """What became of it."""
        return WORDS[self.code][0]


class Problems(list[Problem]):
    """Problems as they are found. Of each kind the first `MOST_KEPT` are here; `counts` has how many there were."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def add(self, line: int, code: str, text: str = "") -> None:
        """Note one; a long text is cut."""
        self.counts[code] += 1
        if self.counts[code] <= MOST_KEPT:
            self.append(Problem(line, code, text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…"))


WORDS: dict[str, tuple[Weight, str | Promise]] = {
    "no-signature": (Weight.LOST, _("Le fichier ne commence pas par « WEBVTT » : ce n’est pas du WebVTT.")),
    "header-text": (Weight.LOST, _("Ligne d’en-tête, laissée de côté.")),
    "note": (Weight.LOST, _("Commentaire, laissé de côté.")),
    "style": (Weight.LOST, _("Style, laissé de côté : le site a le sien.")),
    "region": (Weight.LOST, _("Région de l’écran, laissée de côté.")),
    "no-times": (Weight.LOST, _("Texte sans temps, laissé de côté.")),
    "bad-times": (Weight.LOST, _("Temps illisibles : la réplique n’est pas reprise.")),
    "lost-text": (Weight.LOST, _("Texte de la réplique qui n’est pas reprise.")),
    "arrow-in-text": (Weight.CHANGED, _("« --> » dans un texte : la réplique s’arrête avant cette ligne.")),
    "bad-setting": (Weight.LOST, _("Réglage d’affichage inconnu ou faux, laissé de côté.")),
    "region-setting": (Weight.LOST, _("Réglage qui nomme une région, laissé de côté.")),
    "nul": (Weight.CHANGED, _("Caractère nul, remplacé par « \ufffd ».")),
    "unreadable-bytes": (Weight.CHANGED, _("Octets illisibles, remplacés par « \ufffd ».")),
    "encoding-guessed": (Weight.ODD, _("Le fichier n’est pas en UTF-8 : vérifiez les lettres accentuées.")),
    "markup": (Weight.CHANGED, _("Mise en forme retirée, le texte est gardé.")),
    "html": (Weight.CHANGED, _("Balise HTML retirée, le texte est gardé.")),
    "times-in-text": (Weight.LOST, _("Temps à l’intérieur du texte, laissés de côté.")),
    "several-voices": (Weight.CHANGED, _("Plusieurs voix dans une réplique : elle est coupée en autant de répliques.")),
    "empty-cue": (Weight.LOST, _("Réplique sans texte, laissée de côté.")),
    "end-before-start": (Weight.LOST, _("La fin n’est pas après le début : la réplique n’est pas reprise.")),
    "out-of-order": (Weight.CHANGED, _("Réplique qui n’est pas à sa place : elle est remise dans l’ordre.")),
    "overlap": (Weight.ODD, _("La réplique commence avant la fin de celle d’avant.")),
    "after-the-end": (
        Weight.LOST,
        _("La réplique commence après la fin de l’enregistrement : elle n’est pas reprise."),
    ),
    "past-the-end": (Weight.CHANGED, _("La réplique dépasse la fin de l’enregistrement : elle est raccourcie.")),
    "long-cue": (Weight.ODD, _("Réplique de plus d’une minute.")),
    "too-many": (Weight.LOST, _("Trop de répliques : celle-ci et les suivantes ne sont pas reprises.")),
    "too-long": (Weight.CHANGED, _("Texte trop long pour une réplique : il est coupé en plusieurs.")),
    "number-missing": (Weight.ODD, _("Il manque le numéro de la réplique ; elle est reprise.")),
    "odd-times": (Weight.CHANGED, _("Temps écrits autrement que le format ne le veut ; ils sont compris.")),
    "position": (Weight.LOST, _("Position à l’écran, laissée de côté.")),
    "not-json": (Weight.LOST, _("Le fichier n’est pas du JSON valable.")),
    "not-a-transcript": (Weight.LOST, _("Ce JSON n’a ni « segments » ni « words » avec des temps.")),
    "bad-segment": (Weight.LOST, _("Segment sans temps ou sans texte lisibles : il n’est pas repris.")),
    "words-without-times": (Weight.ODD, _("Des mots n’ont pas de temps ; ceux du segment sont pris.")),
    "times-spread": (
        Weight.ODD,
        _("Le texte n’a pas de temps : ils sont répartis d’après la longueur, à corriger dans l’éditeur."),
    ),
    "no-duration": (Weight.ODD, _("La durée de l’enregistrement n’est pas connue : les temps sont estimés.")),
    "end-guessed": (Weight.ODD, _("La fin n’est pas dite : elle est prise au début de la réplique suivante.")),
    "too-big": (Weight.LOST, _("Le fichier est trop lourd : 5 Mo au plus.")),
    "empty-file": (Weight.LOST, _("Le fichier est vide.")),
    "not-text": (Weight.LOST, _("Le fichier n’est pas du texte.")),
    "chapter-order": (Weight.LOST, _("Ce chapitre commence avant celui qui le précède ou en même temps.")),
    "chapter-end": (Weight.CHANGED, _("Ce chapitre finit après le début du suivant : il est raccourci.")),
    "chapter-no-title": (Weight.LOST, _("Chapitre sans titre, laissé de côté.")),
    "chapter-after-the-end": (Weight.LOST, _("Ce chapitre commence après la fin de l’enregistrement.")),
    "chapter-hidden": (Weight.LOST, _("Chapitre marqué « toc: false », laissé de côté.")),
    "chapter-picture": (Weight.LOST, _("Image du chapitre, à choisir dans la médiathèque ; l’adresse est laissée.")),
    "chapter-url": (Weight.LOST, _("Adresse qui n’est pas en http(s), laissée de côté.")),
    "chapter-other": (Weight.LOST, _("Ligne qui n’est pas un chapitre, laissée de côté.")),
    "not-chapters": (Weight.LOST, _("Aucun chapitre n’a été trouvé dans ce fichier.")),
    "not-xml": (Weight.LOST, _("Le fichier n’est pas du XML valable.")),
}
"""What becomes of each, and how it is said."""
