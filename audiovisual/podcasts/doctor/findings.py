"""What the doctor finds, as codes that can be kept; told in words, in the language of who reads, here and nowhere
else."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"
    """An application or a directory refuses it."""
    WARNING = "warning"
    """Some do, or show it wrong."""
    ADVICE = "advice"
    """Listeners would gain by it."""


@dataclass(frozen=True)
class Finding:
    """Something found: `where` is the title of a page and `page` its key, None for the whole podcast."""

    code: str
    where: str = ""
    page: int | None = None
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return KINDS[self.code][0]

    @property
    def what(self) -> str:
        """What it is."""
        words = str(KINDS[self.code][1])
        return words % self.told if self.told else words

    @property
    def mend(self) -> str:
        """What can be done."""
        return str(KINDS[self.code][2])

    def stored(self) -> dict[str, Any]:
        """As a report keeps it."""
        return {"code": self.code, "where": self.where, "page": self.page, "told": self.told}


def read_findings(rows: list[dict[str, Any]]) -> list[Finding]:
    """The findings of a report; those whose code is not used any more are left out."""
    return [Finding(**row) for row in rows if row.get("code") in KINDS]


def in_order(findings: list[Finding]) -> list[Finding]:
    """What is refused first."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


Words = str | Promise
ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE
_READ_AGAIN = _("Ouvrez l’enregistrement dans la médiathèque et suivez ce qui y est proposé.")
_TELL = _("Montrez ce message à qui s’occupe du serveur.")
_MADE_AGAIN = _(
    "Les fichiers sont peut-être en train d’être refaits : vérifiez encore dans quelques minutes. Sinon, montrez ce "
    "message à qui s’occupe du serveur."
)

KINDS: dict[str, tuple[Severity, Words, Words]] = {
    # Of the podcast, before publishing
    "no_artwork": (ERROR, _("Il n’y a pas de pochette."), _("Choisissez une image carrée de 1 400 à 3 000 pixels.")),
    "artwork": (WARNING, "%(text)s", _("Choisissez une autre image, ou préparez celle-ci avant de l’envoyer.")),
    "artwork_private": (
        ERROR, _("La pochette est dans une collection privée : le flux ne la montre pas."),
        _("Déplacez l’image dans une collection publique."),
    ),
    "no_description": (ERROR, _("Le podcast n’est pas présenté."), _("Écrivez un résumé.")),
    "long_description": (
        WARNING, _("La présentation fait %(bytes)d octets : les applications n’en lisent que 4 000."),
        _("Écrivez un résumé plus court : le flux le donne à sa place."),
    ),
    "no_category": (
        ERROR, _("Le podcast n’a pas de catégorie."), _("Choisissez-en une à trois dans la liste d’Apple.")
    ),
    "no_owner": (
        WARNING, _("Il n’y a pas d’adresse du propriétaire."),
        _("Donnez une adresse : les annuaires y envoient le code qui prouve que le podcast est à vous."),
    ),
    "moved": (
        WARNING, _("Une nouvelle adresse est indiquée : le flux y renvoie, et n’est plus lu ici."),
        _("Effacez-la si le podcast n’a pas déménagé."),
    ),
    "locked_move": (
        WARNING, _("Le flux déménage mais il est encore verrouillé."),
        _("Déverrouillez-le pour que le nouvel hébergeur puisse le reprendre."),
    ),
    "no_episode": (
        ERROR, _("Le flux n’a aucun épisode à donner."), _("Publiez au moins un épisode ou une bande-annonce.")
    ),
    # Of an episode, before publishing
    "no_recording": (ERROR, _("Il n’y a rien à entendre."), _("Choisissez un enregistrement.")),
    "unread": (
        WARNING, _("L’enregistrement n’est pas encore lu : sa durée n’est pas connue."), _("Attendez quelques minutes.")
    ),
    "refused": (ERROR, _("L’enregistrement n’a pas pu être lu."), _READ_AGAIN),
    "no_source": (
        ERROR, _("Aucun fichier de l’enregistrement ne peut être donné : l’épisode n’est pas dans le flux."),
        _("Attendez que les versions soient faites, ou regardez les accords et le fichier dans la médiathèque."),
    ),
    "private": (
        ERROR, _("L’enregistrement est dans une collection privée : l’épisode n’est pas dans le flux."),
        _("Déplacez l’enregistrement dans une collection publique."),
    ),
    "empty": (ERROR, _("Le fichier est annoncé avec une longueur de 0 octet."), _READ_AGAIN),
    "durations": (
        WARNING, _("Les lecteurs ne sont pas d’accord sur la durée du fichier : %(finding)s"), _READ_AGAIN
    ),
    "file_name": (
        WARNING, _("Le nom du fichier (%(name)s) n’est pas en lettres ASCII : des applications ne le trouvent pas."),
        _("Renommez le fichier sans accents ni espaces et envoyez-le encore."),
    ),
    "odd_type": (
        WARNING, _("Le fichier est de type %(type)s : toutes les applications ne le lisent pas."),
        _("Attendez la version pour tous les navigateurs, ou envoyez un MP3, un M4A ou un MP4."),
    ),
    "long_summary": (
        WARNING, _("Le résumé fait %(bytes)d octets : les applications n’en lisent que 4 000."), _("Raccourcissez-le."),
    ),
    "no_summary": (ADVICE, _("L’épisode n’a pas de résumé."), _("Écrivez deux ou trois phrases.")),
    "no_transcript": (
        ADVICE, _("Il n’y a pas de transcription : les sourds ne le lisent pas, la recherche ne le trouve pas."),
        _("Ajoutez une piste de texte à l’enregistrement."),
    ),
    "no_chapters": (ADVICE, _("L’épisode dure plus de vingt minutes et n’a pas de chapitres."), _("Ajoutez-en.")),
    "future": (
        WARNING, _("La date de parution est à venir : des applications cachent l’épisode jusque-là."),
        _("Corrigez la date, ou programmez la publication."),
    ),
    "same_guid": (
        ERROR, _("Cet identifiant (%(guid)s) est aussi, aux majuscules près, celui d’un autre épisode."),
        _("Montrez ce message à qui s’occupe du site : un identifiant ne se change pas."),
    ),
    "same_recording": (
        WARNING, _("Le même enregistrement est joué par un autre épisode."), _("Choisissez l’enregistrement voulu.")
    ),
    "same_number": (
        WARNING, _("Un autre épisode de la saison a le numéro %(number)d."), _("Corrigez l’un des numéros.")
    ),
    "no_number": (
        WARNING, _("Le podcast est à suivre, mais l’épisode n’a pas de numéro."), _("Donnez-lui un numéro.")
    ),
    # Asked of the server, after publishing
    "unreachable": (ERROR, _("Le site n’a pas répondu à %(address)s."), _TELL),
    "feed_status": (ERROR, _("Le flux répond %(status)d au lieu de 200."), _TELL),
    "feed_type": (ERROR, _("Le flux est donné comme « %(type)s »."), _TELL),
    "feed_cors": (WARNING, _("Les applications qui vivent dans un navigateur ne peuvent pas lire le flux."), _TELL),
    "feed_again": (WARNING, _("Le flux est redonné en entier à qui l’a déjà (pas de réponse 304)."), _TELL),
    "file_status": (ERROR, _("%(address)s répond %(status)d."), _MADE_AGAIN),
    "file_head": (ERROR, _("%(address)s ne répond pas à HEAD (%(status)d)."), _TELL),
    "file_range": (
        ERROR, _("%(address)s ne se lit pas par morceaux : réponse %(status)d au lieu de 206."), _TELL
    ),
    "file_type": (ERROR, _("%(address)s est donné comme « %(found)s », le flux annonce « %(wanted)s »."), _TELL),
    "file_length": (
        ERROR, _("%(address)s fait %(found)s octets, le flux en annonce %(wanted)s."), _MADE_AGAIN
    ),
    "file_cors": (WARNING, _("%(address)s ne peut pas être lu par une application dans un navigateur."), _TELL),
    "stopped": (
        ADVICE, _("La vérification s’est arrêtée après %(seconds)d secondes."), _("Vérifiez encore plus tard.")
    ),
}  # fmt: skip
