"""The editors' form of a record, laid out: the essentials open, the rest folded until it is needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)

from core.admin_views import LanguageSelect
from resources.forms import RecordForm
from resources.inventory_fields import InventoryNumberInput
from resources.models.choices import RecordType

KITS = frozenset({RecordType.KIT, RecordType.GAME})
HOSTED = frozenset({RecordType.ARTICLE, RecordType.CHAPTER, RecordType.ISSUE})


class FoldedPanel(MultiFieldPanel):
    """A group of fields folded away, unless the record is of a type that needs it."""

    def __init__(self, *args: Any, types: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        kwargs.setdefault("classname", "collapsed")
        super().__init__(*args, **kwargs)
        self.types = types

    def clone_kwargs(self) -> dict[str, Any]:
        """What a bound copy is made with."""
        return {**super().clone_kwargs(), "types": self.types}

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The group as it stands in one form."""

        def classes(self) -> list[str]:
            """Open when the record's type needs it."""
            classes: list[str] = super().classes()
            return [name for name in classes if name != "collapsed" or self.instance.type not in self.panel.types]


def _language(name: str) -> FieldPanel:
    return FieldPanel(name, widget=LanguageSelect)


ESSENTIALS: list[Panel] = [
    FieldPanel("type"),
    MultiFieldPanel([FieldPanel("title", required_on_save=True), FieldPanel("subtitle")], heading=_("Titre")),
    InlinePanel(
        "contributions",
        panels=[FieldRowPanel([FieldPanel("agent"), FieldPanel("role")]), FieldPanel("name_as_printed")],
        heading=_("Auteurs et autres contributeurs"),
        label=_("Contributeur"),
        help_text=_("Dans l’ordre du document. Une personne qui manque se crée depuis le choix."),
    ),
    InlinePanel(
        "publications",
        panels=[FieldRowPanel([FieldPanel("agent"), FieldPanel("place")]), FieldPanel("name_as_printed")],
        heading=_("Éditeurs"),
        label=_("Éditeur"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("date"), FieldPanel("languages")])], heading=_("Date et langues")),
    InlinePanel(
        "notes",
        panels=[
            FieldRowPanel([FieldPanel("kind"), _language("language")]),
            FieldPanel("text"),
            FieldPanel("source"),
        ],
        heading=_("Résumé et autres textes"),
        label=_("Texte"),
        help_text=_("Un résumé de deux ou trois phrases suffit. Dites d’où vient un texte qui n’est pas de vous."),
    ),
    InlinePanel(
        "subjects", panels=[FieldPanel("concept")], heading=_("Sujets"), label=_("Sujet"),
        help_text=_("De deux à cinq sujets, les plus précis possible."),
    ),
    InlinePanel(
        "holdings",
        panels=[
            FieldRowPanel([FieldPanel("site"), FieldPanel("shelf_mark")]),
            FieldRowPanel([FieldPanel("status"), FieldPanel("condition")]),
            FieldPanel("note"),
            FieldRowPanel([FieldPanel("inventory_number", widget=InventoryNumberInput), FieldPanel("origin")]),
            FieldRowPanel([FieldPanel("acquired_on"), FieldPanel("removed_on")]),
        ],
        heading=_("Exemplaires"),
        label=_("Exemplaire"),
    ),
]  # fmt: skip

FOLDED: list[Panel] = [
    FoldedPanel(
        [FieldPanel("host"), FieldPanel("host_title"), FieldPanel("host_part")],
        heading=_("Dans un autre document"),
        types=HOSTED,
    ),
    FoldedPanel(
        [
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
            FieldPanel("levels"),
            FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
            FieldRowPanel([FieldPanel("duration_minutes"), FieldPanel("language_level")]),
            FieldPanel("objectives"),
            FieldPanel("contents"),
        ],
        heading=_("Pour animer (mallettes et jeux)"),
        types=KITS,
    ),
    FoldedPanel(
        [
            InlinePanel(
                "identifiers", panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("value")])], label=_("Numéro"),
                help_text=_("Un numéro faux est gardé tel qu’il est imprimé, et signalé."),
            ),
        ],
        heading=_("ISBN et autres numéros"),
    ),
    FoldedPanel(
        [
            FieldPanel("cover"),
            InlinePanel(
                "links", panels=[FieldRowPanel([FieldPanel("kind"), FieldPanel("label")]), FieldPanel("url")],
                label=_("Lien"),
            ),
            InlinePanel("files", panels=[FieldPanel("document"), FieldPanel("label")], label=_("Fichier")),
        ],
        heading=_("Couverture, liens et fichiers"),
    ),
    FoldedPanel(
        [
            FieldRowPanel([FieldPanel("extent"), FieldPanel("dimensions")]),
            FieldPanel("accompanying"),
            FieldPanel("edition"),
            FieldRowPanel([FieldPanel("series"), FieldPanel("series_number")]),
        ],
        heading=_("Description matérielle, édition et collection"),
    ),
    FoldedPanel(
        [
            _language("title_language"),
            FieldPanel("original_title"),
            FieldRowPanel([_language("original_title_language"), FieldPanel("original_languages")]),
            InlinePanel(
                "other_titles", panels=[FieldRowPanel([FieldPanel("kind"), _language("language")]), FieldPanel("text")],
                label=_("Autre titre"),
            ),
            FieldPanel("responsibility"),
        ],
        heading=_("Titre original, autres titres et mention de responsabilité"),
    ),
    FoldedPanel(
        [FieldPanel("audience"), FieldPanel("keywords"), FieldPanel("metadata_licence")],
        heading=_("Public, mots-clés et licence de la notice"),
    ),
]  # fmt: skip


def record_form() -> ObjectList:
    """The whole form, on one page; the dates of publication are set in the side panel."""
    return ObjectList([*ESSENTIALS, *FOLDED, PublishingPanel()], base_form_class=RecordForm)
