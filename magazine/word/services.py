"""Word documents: taken, read now or by the worker, made into articles."""

from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from core.conversion import ConversionRefused, Converted, Remark, convert_html
from core.conversion.docx import LONG_TEXT, WordText, read_docx, text_size
from core.folders.page_run import stream_value
from core.folders.pages import free_slug
from magazine.models import ArticlePage, DossierPage, IssuePage, RubricPage, WordDocument
from magazine.models.word_document import WordState
from media_library.imports import save_picture

PARTS = (IssuePage, DossierPage, RubricPage)
LONGEST_STANDFIRST = 1500


def may_receive(place: Page) -> bool:
    """Whether a document can be given there: a part of a number, or an article that has no text yet."""
    page = place.specific
    if isinstance(page, PARTS):
        return True
    return isinstance(page, ArticlePage) and not page.get_latest_revision_as_object().body


def take_document(place: Page, name: str, content: bytes, user: Any) -> WordDocument:
    """Keep a document and have it read: at once, or by the worker when it is long. Raises ConversionRefused."""
    if not may_receive(place):
        raise ConversionRefused(_("Cet article a déjà un texte : donnez le document à son numéro ou à sa rubrique."))
    is_long = text_size(content) > LONG_TEXT
    document = WordDocument.objects.create(
        place=place, file_name=PurePath(name).name[:255], content=content, given_by=user
    )
    if is_long:
        from magazine.word.tasks import read_document

        transaction.on_commit(partial(read_document.enqueue, document.pk))
    else:
        make_article(document)
        if document.state == WordState.FAILED:
            raise ConversionRefused(document.failure)
    return document


def make_article(document: WordDocument) -> None:
    """Read a document that waits, and make its article; why it can't be is kept with it."""
    with transaction.atomic():
        waiting = WordDocument.objects.select_for_update().filter(pk=document.pk, state=WordState.WAITING).first()
        if waiting is None:
            return
        try:
            with transaction.atomic():
                _make(waiting)
        except ConversionRefused as error:
            waiting.state, waiting.failure = WordState.FAILED, str(error)
        waiting.content = b""
        waiting.save()
    document.refresh_from_db()


def _make(document: WordDocument) -> None:
    """The article of a document, as a draft."""
    text = read_docx(bytes(document.content))
    pictures = _Pictures(text)
    converted = convert_html(text.html, pictures=pictures.find, seed=str(document.uuid))
    if not converted.blocks:
        raise ConversionRefused(_("Ce document n’a pas de texte."))
    remarks = [Remark("dropped", one) for one in text.left_out] + pictures.remarks
    remarks += [one for one in converted.remarks if one.kind != "picture"]
    document.article = _write(document, converted, remarks)
    document.state = WordState.DONE
    document.report = {
        "counts": dict(sorted(converted.counts.items())),
        "remarks": [[one.kind, one.text] for one in remarks],
    }


def _write(document: WordDocument, converted: Converted, remarks: list[Remark]) -> ArticlePage:
    """Put the text in a new article, or in the one that waits for it."""
    place, user = document.place.specific, document.given_by
    is_new = not isinstance(place, ArticlePage)
    title = (converted.title or PurePath(document.file_name).stem)[:255].strip()
    article = ArticlePage(title=title, live=False, locale=place.locale, owner=user) if is_new else _latest(place)
    standfirst = converted.standfirst
    if standfirst and not article.standfirst:
        article.standfirst = standfirst[:LONGEST_STANDFIRST]
    elif standfirst:
        message = _("Le chapeau du document n’est pas repris, l’article en a un : %(text)s")
        remarks.append(Remark("field", message % {"text": standfirst}))
    if not is_new and converted.title and converted.title != article.title:
        remarks.append(Remark("field", _("Le titre du document est « %(title)s ».") % {"title": converted.title}))
    article.body = stream_value(ArticlePage, converted.blocks, str(document.uuid))
    notes = enumerate(converted.notes)
    article.footnotes = [Footnote(uuid=note.uuid, text=note.html, sort_order=order) for order, note in notes]
    if is_new:
        article.slug = free_slug(place, title)
        place.add_child(instance=article)
    revision = article.save_revision(user=user, log_action=not is_new)
    if is_new:
        log(instance=article, action="wagtail.create", user=user, revision=revision, content_changed=True)
    return ArticlePage.objects.get(pk=article.pk)


def _latest(place: ArticlePage) -> ArticlePage:
    article: ArticlePage = place.get_latest_revision_as_object()
    return article


class _Pictures:
    """The pictures of a document, put in the library; what each lacks is noted."""

    def __init__(self, text: WordText) -> None:
        self.text = text
        self.remarks: list[Remark] = []

    def find(self, address: str, description: str) -> int | None:
        """The image of the library for a picture of the document; None for what can't be shown on a page."""
        picture = self.text.pictures.get(address)
        name = {"name": picture.name if picture else address}
        if picture is None or not picture.content:
            self.remarks.append(Remark("picture", _("%(name)s n’est pas dans le document.") % name))
            return None
        try:
            image = save_picture(picture.name, picture.content, description)
        except ValidationError as error:
            self.remarks.append(Remark("picture", f"{picture.name} : {' '.join(error.messages)}"))
            return None
        lacks = _("crédit à donner") if description else _("crédit et description à donner")
        self.remarks.append(Remark("picture", f"{image.title} : {lacks}"))
        return int(image.pk)
