"""What the script of the editor says: its buttons, its messages."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def editor_words() -> dict[str, str]:
    """The words of the editor in the language of who edits."""
    return {
        "play": _("Lire ou arrêter"), "back": _("3 secondes en arrière"), "forward": _("3 secondes en avant"),
        "playCue": _("Lire cette réplique"), "setStart": _("Début ici"), "setEnd": _("Fin ici"),
        "previous": _("Réplique précédente"), "next": _("Réplique suivante"), "split": _("Couper au curseur"),
        "merge": _("Joindre à la suivante"), "insert": _("Insérer après"), "remove": _("Supprimer"),
        "undo": _("Annuler"), "follow": _("suivre la lecture"), "tools": _("Outils de la réplique"),
        "start": pgettext("temps d’une réplique", "Début"), "end": pgettext("temps d’une réplique", "Fin"),
        "name": _("Voix"), "text": _("Texte de la réplique"), "title": _("Titre du chapitre"),
        "url": _("Lien"), "badTime": _("Temps illisible"),
        "endBeforeStart": _("La fin n’est pas après le début"), "overlap": _("Commence avant la fin de la précédente"),
        "order": _("Commence avant la précédente"), "pastEnd": _("Après la fin de l’enregistrement"),
        "empty": _("Sans texte"), "count": _("Répliques :"), "toFix": _("à corriger avant d’enregistrer"),
        "undone": _("Annulé"), "nothing": _("Rien à annuler"), "done": _("Fait"),
    }  # fmt: skip
