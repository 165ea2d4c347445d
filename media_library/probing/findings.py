"""What an editor should know of a file: found as codes, told in words here and nowhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media_library.tracks.timecodes import write_short_time


class Level(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in words. `can_remux` offers the editor to rewrite the file without loss."""

    code: str
    level: Level
    text: str
    can_remux: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    level: Level
    text: str | Promise
    can_remux: bool = False


KINDS = {
    "tools_missing": _Kind(Level.WARNING, _(
        "Ce fichier n’a pas encore été lu : ffmpeg n’est pas installé sur la machine du site. Il le sera dès que ffmpeg"
        " sera là ; en attendant, rien de ce fichier n’est public."
    )),
    "not_media": _Kind(Level.ERROR, _(
        "Ce fichier n’est ni un son ni une vidéo que l’on sache lire. Il est gardé tel quel, mais ne peut pas être"
        " publié : remplacez-le par un autre."
    )),
    "not_found": _Kind(Level.ERROR, _("Le fichier n’est plus là : remplacez-le.")),
    "too_long_to_read": _Kind(Level.ERROR, _(
        "La lecture de ce fichier s’est arrêtée plusieurs fois avant la fin. Il est gardé tel quel, mais ne peut pas"
        " être publié."
    )),
    "no_duration": _Kind(Level.ERROR, _("Ce fichier ne contient rien à écouter ni à voir : il dure zéro seconde.")),
    "duration_guessed": _Kind(Level.WARNING, _(
        "L’en-tête du fichier annonce %(declared)s, mais il dure %(measured)s : il a été décodé jusqu’au bout, et c’est"
        " cette durée qui est publiée. Certains lecteurs afficheront une durée fausse : réécrivez le fichier sans"
        " perte."
    ), can_remux=True),
    "truncated": _Kind(Level.WARNING, _(
        "Le fichier semble coupé : il annonce %(declared)s et s’arrête à %(measured)s. L’envoi s’est peut-être"
        " interrompu ; vérifiez l’original."
    )),
    "damaged": _Kind(Level.WARNING, _(
        "Le fichier est abîmé par endroits : écoutez-le jusqu’au bout avant de publier."
    )),
    "wrong_extension": _Kind(Level.INFO, _(
        "Le nom du fichier finit par « .%(extension)s », mais son contenu est du type %(mime_type)s. C’est le contenu"
        " qui compte."
    )),
    "converted": _Kind(Level.INFO, _(
        "Tous les navigateurs ne lisent pas ce format (%(codecs)s) : une version pour le web est faite à partir de lui."
    )),
    "no_sound": _Kind(Level.WARNING, _("Cette vidéo n’a pas de son.")),
    "no_picture": _Kind(Level.INFO, _(
        "Ce fichier a un nom de vidéo mais ne contient que du son : il est traité comme un son."
    )),
    "has_place": _Kind(Level.WARNING, _(
        "Le téléphone a écrit dans ce fichier où il se trouvait. Réécrivez-le sans perte : le lieu n’y sera plus."
    ), can_remux=True),
    "too_loud": _Kind(Level.WARNING, _(
        "Le son est très fort (%(loudness)s LUFS) : les applications le baisseront. Visez −16 LUFS."
    )),
    "too_quiet": _Kind(Level.WARNING, _(
        "Le son est faible (%(loudness)s LUFS) : on l’entendra mal dans la rue. Visez −16 LUFS."
    )),
    "silent": _Kind(Level.WARNING, _("Ce fichier a une piste de son, mais on n’y entend rien.")),
}  # fmt: skip


def word_findings(findings: list[Any]) -> list[Finding]:
    """The findings stored with a recording, in the language of whoever reads; codes of another time are passed over."""
    told = []
    for code, parameters in findings:
        kind = KINDS.get(code)
        if kind:
            words = str(kind.text) % {name: _word(name, value) for name, value in parameters.items()}
            told.append(Finding(code, kind.level, words, kind.can_remux))
    return told


def _word(name: str, value: Any) -> str:
    writer: Callable[[Any], str] = _WORDS.get(name, str)
    return writer(value)


def write_seconds(seconds: float) -> str:
    """A duration to the tenth of a second: “0:46,1”, “1:02:03,0”."""
    whole, tenth = divmod(round(seconds * 10), 10)
    return gettext("%(time)s,%(tenth)d s") % {"time": write_short_time(whole), "tenth": tenth}


def _write_loudness(loudness: float) -> str:
    return number_format(loudness, decimal_pos=1).replace("-", "−")


_WORDS: dict[str, Callable[[Any], str]] = {
    "declared": write_seconds, "measured": write_seconds, "loudness": _write_loudness,
}  # fmt: skip
