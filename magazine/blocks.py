"""The body of an article: the blocks every page has, and those of a magazine."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import expand_db_html
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import (
    SHORT_FEATURES,
    TEXT_FEATURES,
    AccordionBlock,
    ActionBlock,
    CalloutBlock,
    EmbedBlock,
    HeadingBlock,
    KeyFiguresBlock,
    QuoteBlock,
    RichTextBlock,
    TableBlock,
)
from core.clean_html import clean_html
from media_library.blocks import BODY_FILTER, DownloadsBlock, FigureBlock, ShowsPictures, can_be_drawn, known_private
from media_library.visibility import is_public_file

NOTED_FEATURES = [*TEXT_FEATURES, "footnotes"]
DOSSIER_KEY = "dossier_contents"
"""The key of a body's context under which the contents of the dossier wait."""


class NotedTextBlock(RichTextBlock):
    """Running text with calls of notes; `magazine.reading` numbers them over the whole article."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": NOTED_FEATURES, **kwargs})

    def render(self, value: Any, context: Any = None) -> str:
        """What `components/blocks/text.html` would say; an article has dozens of these."""
        return mark_safe(f'<div class="rich">{expand_db_html(value.source)}</div>')  # noqa: S308  cleaned when saved

    class Meta:
        icon = "pilcrow"


class PullQuoteBlock(blocks.StructBlock):
    """A sentence of the article itself, set large."""

    text = blocks.TextBlock(label=_("phrase"), max_length=300)
    credit = blocks.CharBlock(label=_("qui parle"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("phrase en exergue")
        label_format = "{text}"
        template = "components/blocks/pull_quote.html"


class ExchangeBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.TextBlock(label=_("question"))
    answer = RichTextBlock(label=_("réponse"), features=NOTED_FEATURES)


class InterviewBlock(blocks.StructBlock):
    """Questions and answers."""

    interviewer = blocks.CharBlock(label=_("qui demande"), required=False, max_length=120)
    interviewee = blocks.CharBlock(label=_("qui répond"), required=False, max_length=120)
    exchanges = blocks.ListBlock(ExchangeBlock(), label=_("questions et réponses"), min_num=1)

    class Meta:
        icon = "comment"
        label = _("entretien")
        template = "components/blocks/interview.html"


class BoxBlock(blocks.StructBlock):
    """A short text beside the article: a definition, a portrait, a date."""

    title = blocks.CharBlock(label=_("titre"), max_length=160)
    text = RichTextBlock(label=_("texte"), features=NOTED_FEATURES)

    class Meta:
        icon = "form"
        label = _("à côté")
        label_format = "{title}"
        template = "components/blocks/box.html"


class GalleryPictureBlock(blocks.StructBlock):
    """One picture of a gallery."""

    picture = ImageBlock(label=_("image"))
    caption = blocks.RichTextBlock(label=_("légende"), required=False, features=SHORT_FEATURES)


class GalleryBlock(ShowsPictures, blocks.StructBlock):
    """Several pictures that belong together."""

    title = blocks.CharBlock(label=_("titre"), required=False, max_length=160)
    pictures = blocks.ListBlock(GalleryPictureBlock(), label=_("images"), min_num=2, max_num=24)

    def pictures_of(self, value: Any) -> list[Any]:
        """All of them."""
        return [item["picture"] for item in value["pictures"]]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The pictures that may be seen."""
        context = super().get_context(value, parent_context=parent_context)
        private = known_private(parent_context)
        context["shown"] = [
            item
            for item in value["pictures"]
            if is_public_file(item["picture"], private) and can_be_drawn(item["picture"], BODY_FILTER)
        ]
        return context

    class Meta:
        icon = "image"
        label = _("galerie")
        template = "components/blocks/gallery.html"


class FurtherReadingBlock(blocks.StructBlock):
    """Documents of the library and subjects, to go on reading; those that are no longer public do not show."""

    title = blocks.CharBlock(label=_("titre"), max_length=120, default=str(_("Pour aller plus loin")))
    records = blocks.ListBlock(
        SnippetChooserBlock("resources.Record"), label=_("notices"), min_num=0, max_num=20, default=[]
    )
    concepts = blocks.ListBlock(
        SnippetChooserBlock("thesaurus.Concept"), label=_("sujets"), min_num=0, max_num=12, default=[]
    )
    text = RichTextBlock(label=_("autres références"), required=False, features=SHORT_FEATURES)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The documents and subjects that may be seen, in the order they were chosen, each once."""
        from magazine.reading.further import FURTHER_KEY, read_further

        context = super().get_context(value, parent_context=parent_context)
        further = (parent_context or {}).get(FURTHER_KEY) or read_further(value["records"], value["concepts"])
        for name, found in (("records", further.records), ("concepts", further.concepts)):
            chosen = [found[one.pk] for one in value[name] if one and one.pk in found]
            context[f"shown_{name}"] = list(dict.fromkeys(chosen))
        return context

    class Meta:
        icon = "list-ul"
        label = _("pour aller plus loin")
        template = "components/blocks/further_reading.html"


class DossierContentsBlock(blocks.StructBlock):
    """The contents of the dossier the article stands in."""

    title = blocks.CharBlock(label=_("titre"), required=False, max_length=120)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The lines of the dossier, as whoever shows the article has read them."""
        context = super().get_context(value, parent_context=parent_context)
        context["dossier"] = (parent_context or {}).get(DOSSIER_KEY)
        return context

    class Meta:
        icon = "list-ol"
        label = _("sommaire du dossier")
        template = "components/blocks/dossier_contents.html"


class ForeignHtmlBlock(blocks.StructBlock):
    """What an import could turn into no other block, cleaned; editors see it and can replace it."""

    html = blocks.TextBlock(label=_("HTML nettoyé"))

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        """What is kept is harmless already."""
        return {**super().get_prep_value(value), "html": clean_html(value.get("html") or "")}

    def clean(self, value: Any) -> Any:
        """What is kept of what was typed."""
        cleaned = super().clean(value)
        cleaned["html"] = clean_html(cleaned["html"] or "")
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The HTML, whatever way it came into the database."""
        context = super().get_context(value, parent_context=parent_context)
        context["clean"] = mark_safe(clean_html(value["html"] or ""))  # noqa: S308  cleaned here
        return context

    class Meta:
        icon = "code"
        label = _("HTML importé")
        template = "components/blocks/foreign_html.html"


class ArticleBody(blocks.StreamBlock):
    """The body of an article."""

    text = NotedTextBlock()
    heading = HeadingBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    interview = InterviewBlock()
    box = BoxBlock()
    callout = CalloutBlock()
    figures = KeyFiguresBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    downloads = DownloadsBlock()
    action = ActionBlock()
    embed = EmbedBlock()
    further_reading = FurtherReadingBlock()
    dossier_contents = DossierContentsBlock()
    html = ForeignHtmlBlock()
