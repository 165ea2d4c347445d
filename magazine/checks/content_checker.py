"""Wagtail’s own checker of rendered pages, with the rules of the RGAA and of WCAG 2.2, in the editors’ words."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4"]
OURS = ["empty-heading", "heading-order", "empty-table-header", "p-as-heading", "alt-text-quality"]
"""Rules axe files under good practice alone, that the RGAA asks for."""
CRITERIA = {
    "alt-text-quality": ("1.3", _("La description d’une image n’en est pas une"), _("Dites ce que montre l’image.")),
    "button-name": ("11.9", _("Un bouton n’a pas de nom"), _("Donnez-lui un texte.")),
    "color-contrast": ("3.2", _("Le contraste est trop faible"), _("Choisissez des couleurs plus éloignées.")),
    "empty-heading": ("9.1", _("Un titre est vide"), _("Écrivez-le ou ôtez-le.")),
    "empty-table-header": ("5.6", _("Un en-tête de tableau est vide"), _("Nommez la colonne ou la ligne.")),
    "frame-title": ("2.1", _("Un cadre n’a pas de titre"), _("Donnez un titre à la vidéo ou au son.")),
    "heading-order": ("9.1", _("Un niveau de titre est sauté"), _("Mettez d’abord un titre de partie.")),
    "image-alt": ("1.1", _("Une image n’a pas de description"), _("Décrivez-la, ou dites qu’elle est décorative.")),
    "input-button-name": ("11.9", _("Un bouton n’a pas de nom"), _("Donnez-lui un texte.")),
    "link-name": ("6.2", _("Un lien n’a pas de texte"), _("Nommez la page ou le document où il mène.")),
    "list": ("9.3", _("Une liste est mal construite"), _("Refaites-la avec les outils du texte.")),
    "p-as-heading": ("9.1", _("Un paragraphe joue le titre"), _("Mettez un bloc « titre ».")),
    "target-size": ("", _("Une cible est trop petite"), _("Laissez de la place autour des liens.")),
    "td-headers-attr": ("5.7", _("Une cellule n’a pas d’en-tête"), _("Nommez les colonnes et les lignes.")),
    "valid-lang": ("8.8", _("Une langue est mal indiquée"), _("Vérifiez la langue du passage.")),
}
"""For rules of axe: the criterion of the RGAA 4.1, what is wrong, what to do."""


class HouseContentChecker(ContentCheckerItem):
    """The checker of every page of the site."""

    axe_exclude: ClassVar[list[str]] = [".masthead", ".colophon"]

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        """Whole sets of rules; those that belong to none are added one by one in `get_axe_rules`."""
        return TAGS

    def get_axe_rules(self, request: HttpRequest) -> dict[str, Any]:
        """Rules beside the sets."""
        return {**{name: {"enabled": True} for name in OURS}, "empty-meta-description": {"enabled": False}}

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        """What is wrong and what to do, with the criterion where there is one."""
        own = {
            rule: {"error_name": f"{name} (RGAA {number})" if number else str(name), "help_text": str(advice)}
            for rule, (number, name, advice) in CRITERIA.items()
        }
        return {**super().get_axe_messages(request), **own}
