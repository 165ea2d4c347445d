"""The blocks of text every kind of page is written with. Pictures and files are in `media_library.blocks`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.models import Page

from core.page_links import public_addresses
from core.players import PROVIDERS, Player, find_player

TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]
"""What running text may hold; headings, pictures and the rest are blocks of their own."""
SHORT_FEATURES = ["bold", "italic", "link", "document-link"]


class RichTextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, "label": _("texte"), **kwargs})

    class Meta:
        icon = "pilcrow"
        template = "components/blocks/text.html"


class HeadingBlock(blocks.StructBlock):
    """A heading of the page, in its outline."""

    text = blocks.CharBlock(label=_("titre"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("niveau"), choices=[("2", _("titre de partie")), ("3", _("sous-titre"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("titre")
        label_format = "{text}"
        template = "components/blocks/heading.html"


class QuoteValue(blocks.StructValue):
    """What the template asks of a quotation."""

    @property
    def credit(self) -> str:
        """Author and source, without stray separators."""
        return ", ".join(part for part in (self["author"], self["source"]) if part)


class QuoteBlock(blocks.StructBlock):
    """A quotation set apart from the text."""

    text = blocks.TextBlock(label=_("citation"))
    author = blocks.CharBlock(label=_("autrice ou auteur"), required=False)
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("citation")
        template = "components/blocks/quote.html"
        value_class = QuoteValue


class CalloutBlock(blocks.StructBlock):
    """Something the reader should not miss."""

    tone = blocks.ChoiceBlock(
        label=_("ton"), choices=[("info", _("information")), ("warning", _("attention"))], default="info"
    )
    title = blocks.CharBlock(label=_("titre"), max_length=120)
    text = RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("encadré")
        label_format = "{title}"
        template = "components/blocks/callout.html"


class KeyFigureBlock(blocks.StructBlock):
    """One figure and what it counts."""

    figure = blocks.CharBlock(label=_("chiffre"), max_length=20, help_text=_("Avec son unité : 104, 42 %, 1 sur 3."))
    label = blocks.CharBlock(label=_("ce qu’il compte"), max_length=160)
    source = blocks.CharBlock(label=_("source"), max_length=255, help_text=_("Qui a compté, et quand."))
    source_url = blocks.URLBlock(label=_("adresse de la source"), required=False)


class KeyFiguresBlock(blocks.StructBlock):
    """A few figures with the source they come from."""

    title = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    figures = blocks.ListBlock(KeyFigureBlock(), label=_("chiffres"), min_num=1, max_num=6)

    class Meta:
        icon = "order"
        label = _("chiffres clés")
        template = "components/blocks/figures.html"


class AccordionItemBlock(blocks.StructBlock):
    """A heading that opens a text."""

    title = blocks.CharBlock(label=_("titre"), max_length=200)
    text = RichTextBlock(features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Questions and answers, or other texts that open one by one."""

    parts = blocks.ListBlock(AccordionItemBlock(), label=_("parties"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("accordéon")
        template = "components/blocks/accordion.html"


class TableBlock(blocks.StructBlock):
    """A table with a caption and a row of headings."""

    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("texte"), required=False)),
            ("number", blocks.CharBlock(label=_("nombre"), required=False)),
            ("rich", blocks.RichTextBlock(label=_("texte mis en forme"), required=False, features=SHORT_FEATURES)),
        ],
        label=_("tableau"),
    )
    row_headings = blocks.BooleanBlock(label=_("la première colonne nomme les lignes"), required=False, default=True)
    source = blocks.CharBlock(label=_("source"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a table nobody could announce: without caption, or with a column without heading."""
        cleaned = super().clean(value)
        table = cleaned["table"]
        if not table.caption.strip():
            raise StructBlockValidationError({"table": ValidationError(_("Donnez une légende au tableau."))})
        if not table.columns or not all(column["heading"].strip() for column in table.columns):
            raise StructBlockValidationError({"table": ValidationError(_("Donnez un titre à chaque colonne."))})
        return cleaned

    class Meta:
        icon = "table"
        label = _("tableau")
        template = "components/blocks/table.html"


class LinkValue(blocks.StructValue):
    """What the template asks of a link."""

    known_address: str | None = None
    """The address of the page it leads to, where it was asked for with those of other links."""

    @property
    def href(self) -> str:
        """The address; "" when the page it leads to is not public."""
        page: Page | None = self.get("page")
        if page is None:
            return str(self.get("url") or "") or (f"mailto:{self['email']}" if self.get("email") else "")
        if self.known_address is not None:
            return self.known_address
        return public_addresses([page.pk]).get(str(page.pk), "")


class LinkBlock(blocks.StructBlock):
    """A page of the site, an address elsewhere or a mailbox."""

    page = blocks.PageChooserBlock(label=_("page du site"), required=False)
    url = blocks.URLBlock(label=_("ou une adresse"), required=False)
    email = blocks.EmailBlock(label=_("ou un courriel"), required=False)

    may_be_empty = False

    def clean(self, value: Any) -> Any:
        """Refuse two targets, and none where one is needed."""
        cleaned = super().clean(value)
        targets = sum(bool(cleaned[name]) for name in ("page", "url", "email"))
        if targets > 1 or not (targets or self.may_be_empty):
            message = _("Choisissez une page, ou donnez une adresse ou un courriel : un seul des trois.")
            raise StructBlockValidationError({"page": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "link"
        value_class = LinkValue


class OptionalLinkBlock(LinkBlock):
    """A link that may be left out."""

    may_be_empty = True


class ActionBlock(blocks.StructBlock):
    """A call to do one thing."""

    title = blocks.CharBlock(label=_("titre"), max_length=120)
    text = blocks.TextBlock(label=_("texte"), required=False)
    label = blocks.CharBlock(
        label=_("texte du bouton"), max_length=60, help_text=_("Un verbe : Réserver une visite, Écrire à l’équipe.")
    )
    link = LinkBlock(label=_("lien"))

    class Meta:
        icon = "pick"
        label = _("appel à agir")
        label_format = "{title}"
        template = "components/blocks/action.html"


class EmbedValue(blocks.StructValue):
    """What the template asks of a video or a sound from elsewhere."""

    @property
    def player(self) -> Player | None:
        """The player that takes the link's place after a click."""
        return find_player(self["url"] or "")


class EmbedBlock(blocks.StructBlock):
    """A video or a sound kept elsewhere: a link until the visitor asks for the player."""

    url = blocks.URLBlock(
        label=_("adresse"),
        help_text=format_lazy(
            _("L’adresse de la page de la vidéo ou du son : {players}."),
            players=", ".join(site.name for site in PROVIDERS),
        ),
    )
    title = blocks.CharBlock(label=_("titre"), max_length=200)
    caption = blocks.CharBlock(label=_("légende"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse an address no known player can show."""
        cleaned = super().clean(value)
        if find_player(cleaned["url"] or "") is None:
            message = _("Cette adresse n’est pas celle d’un lecteur connu. Mettez plutôt un lien dans le texte.")
            raise StructBlockValidationError({"url": ValidationError(message)})
        return cleaned

    class Meta:
        icon = "media"
        label = _("vidéo ou son d’ailleurs")
        label_format = "{title}"
        template = "components/blocks/embed.html"
        value_class = EmbedValue
