"""The body of an article: notes numbered over the whole, anchors, typography, what its blocks show, what it asks."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from core.clean_html import clean_html
from core.models import IndexChange
from magazine.models import ArticlePage
from magazine.reading.body import RenderedBody, render_body, unresolved_notes
from magazine.reading.words import count_words, reading_minutes
from resources.models import Record
from tests.factories.home import StandardPageFactory, stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.media_library import DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, concept

pytestmark = pytest.mark.django_db
NOTES = [str(uuid.UUID(int=number)) for number in range(1, 9)]


def call(number: int) -> str:
    """The call of a note as the editor keeps it."""
    return f'<footnote id="{NOTES[number]}">[{NOTES[number][:6]}]</footnote>'


def article_of(*blocks: tuple[str, Any], notes: int = 0, **fields: Any) -> ArticlePage:
    """A live article with these blocks and so many notes."""
    fields.setdefault("parent", None) or fields.update(parent=IssueFactory())
    article: ArticlePage = ArticleFactory(body=stream(*blocks), **fields)
    for number in range(notes):
        text = f"<p>Note {number}</p>"
        Footnote.objects.create(page=article, uuid=NOTES[number], text=text, locale=article.locale, sort_order=number)
    return article


def texts(*paragraphs: str) -> list[tuple[str, Any]]:
    """Blocks of text."""
    return [("text", f"<p>{paragraph}</p>") for paragraph in paragraphs]


def calls_in(body: RenderedBody) -> list[str]:
    """The anchors of the calls, as the HTML has them."""
    return [part.split('"')[0] for part in body.html.split('class="note-ref" id="')[1:]]


# Notes --------------------------------------------------------------------------------------------


def test_notes_are_numbered_in_the_order_of_their_calls_over_the_whole_article() -> None:
    exchange = {"question": "Qui ?", "answer": f"<p>Moi{call(0)}.</p>"}
    article = article_of(
        *texts(f"Un{call(2)}."),
        ("interview", {"interviewer": "A", "interviewee": "B", "exchanges": [exchange]}),
        ("box", {"title": "À côté", "text": f"<p>Encore{call(2)} et{call(1)}.</p>"}),
        notes=3,
    )

    body = render_body(article)

    assert [(note.number, note.uuid, note.calls) for note in body.notes] == [
        (1, NOTES[2], ["appel-1", "appel-1-2"]),
        (2, NOTES[0], ["appel-2"]),
        (3, NOTES[1], ["appel-3"]),
    ]
    assert calls_in(body) == ["appel-1", "appel-2", "appel-1-2", "appel-3"]
    assert [note.html for note in body.notes] == ["<p>Note 2</p>", "<p>Note 0</p>", "<p>Note 1</p>"]
    assert "<footnote" not in body.html


def test_a_call_without_its_note_disappears_and_is_reported() -> None:
    article = article_of(*texts(f"Un {call(5)}mot{call(0)}."), notes=2)

    body = render_body(article)
    report = unresolved_notes(article)

    assert [note.uuid for note in body.notes] == [NOTES[0]]
    assert "Un" in body.html
    assert "footnote" not in body.html
    assert report.calls_without_note == (NOTES[5],)
    assert [str(note.uuid) for note in report.notes_never_called] == [NOTES[1]]
    assert bool(report) is True
    assert bool(unresolved_notes(article_of(*texts("Rien."), slug="rien"))) is False


def test_a_version_not_published_is_rendered_with_its_own_notes() -> None:
    article = article_of(*texts(f"Un{call(0)}."), notes=1)
    article.footnotes.add(Footnote(uuid=NOTES[1], text="<p>Neuve</p>", locale=article.locale))
    article.body = json.loads(stream(*texts(f"Deux{call(1)} puis{call(0)}.")))
    draft = article.save_revision().as_object()

    assert [note.html for note in render_body(draft).notes] == ["<p>Neuve</p>", "<p>Note 0</p>"]
    assert [note.html for note in render_body(ArticlePage.objects.get(pk=article.pk)).notes] == ["<p>Note 0</p>"]


def test_whoever_prints_elsewhere_writes_the_calls_their_own_way() -> None:
    article = article_of(*texts(f"Un{call(0)}."), notes=1)

    body = render_body(article, write_call=lambda note, anchor: f"[{note.number} {anchor} {note.source}]")

    assert "Un[1 appel-1 <p>Note 0</p>]." in body.html


def test_what_an_editor_types_as_text_is_no_call() -> None:
    article = article_of(("quote", {"text": f'<footnote id="{NOTES[0]}">x</footnote>', "author": "", "source": ""}))

    assert render_body(article).notes == ()


# Headings and typography --------------------------------------------------------------------------


def test_headings_have_the_anchors_that_lead_to_them() -> None:
    article = article_of(
        ("heading", {"text": "L'exil", "level": "2"}), *texts("Un."), ("heading", {"text": "Qui ?", "level": "3"})
    )
    first, _text, second = article.body

    body = render_body(article)

    assert [(one.text, one.anchor, one.level) for one in body.headings] == [
        ("L’exil", f"s-{first.id[:8]}", 2),
        ("Qui\u202f?", f"s-{second.id[:8]}", 3),
    ]
    assert f'<h2 id="s-{first.id[:8]}">L’exil</h2>' in body.html


def test_only_french_is_typeset() -> None:
    french, dutch = article_of(*texts("l'un ?")), IssueFactory(parent=magazine("nl"))

    assert "<p>l’un\u202f?</p>" in render_body(french).html
    assert "<p>l'un ?</p>" in render_body(ArticleFactory(parent=dutch, body=stream(*texts("l'un ?")))).html


def magazine(language: str) -> Page:
    """The magazine of a language."""
    from tests.factories.magazine import magazine_page

    return magazine_page(language)


# What blocks show ---------------------------------------------------------------------------------


def further(records: list[Any], concepts: list[Any]) -> tuple[str, Any]:
    """A block of further reading."""
    keys = [[one.pk for one in chosen] for chosen in (records, concepts)]
    return "further_reading", {"title": "Encore", "records": keys[0], "concepts": keys[1], "text": ""}


def test_further_reading_shows_what_is_public_and_follows_merges() -> None:
    shown, draft, gone = RecordFactory(title="Public"), RecordFactory(title="Caché", live=False), RecordFactory()
    gone.title = "Parti"
    Record.objects.filter(pk=gone.pk).update(merged_into=shown, live=False)
    hidden = concept("interdit")
    hidden.withdraw()
    article = article_of(further([shown, draft, gone], [concept("exil"), hidden]))

    html = render_body(article).html

    assert html.count("<cite>Public</cite>") == 1
    assert "Caché" not in html
    assert ">exil</a>" in html
    assert "interdit" not in html


def test_a_block_of_further_reading_with_nothing_to_show_is_not_there() -> None:
    article = article_of(further([RecordFactory(live=False)], []))

    assert render_body(article).html.strip() == ""


def test_the_contents_of_a_dossier_leave_out_drafts() -> None:
    dossier = DossierFactory(parent=IssueFactory(), title="L'exil")
    article = article_of(("dossier_contents", {"title": ""}), parent=dossier, title="Celui-ci")
    ArticleFactory(parent=dossier, title="Un autre")
    ArticleFactory(parent=dossier, title="Un brouillon", live=False)

    html = render_body(article).html

    assert "L’exil" in html
    assert '<span aria-current="page">Celui-ci</span>' in html
    assert ">Un autre</a>" in html
    assert "brouillon" not in html


def test_the_contents_of_no_dossier_are_nothing() -> None:
    assert render_body(article_of(("dossier_contents", {"title": ""}))).html.strip() == ""


HARMFUL = (
    '<p onclick="x()">Reste <a href="javascript:x()">lien</a></p><script>x()</script><style>p{}</style>'
    '<img src="https://elsewhere.example/a.png" alt="Vue"><iframe src="https://x.example/"></iframe><form><input></form>'
)


def test_foreign_html_is_harmless_when_it_is_saved_and_when_it_is_shown() -> None:
    article = article_of(("html", {"html": HARMFUL}))
    article.body[0].value["html"] = HARMFUL
    block = article.body[0].block

    assert clean_html(HARMFUL) == '<p>Reste <a>lien</a></p><img alt="Vue">'
    assert block.get_prep_value(article.body[0].value) == {"html": clean_html(HARMFUL)}
    assert block.clean(article.body[0].value)["html"] == clean_html(HARMFUL)
    assert clean_html(HARMFUL) in render_body(ArticlePage.objects.get(pk=article.pk)).html


def test_pictures_of_private_collections_are_left_out_of_galleries() -> None:
    from wagtail.models import Collection, CollectionViewRestriction

    private = Collection.get_first_root_node().add_child(name="Privé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    pictures = [ImageFactory(title="Vue"), ImageFactory(title="Secret", collection=private)]
    items = [
        {"picture": {"image": one.pk, "decorative": False, "alt_text": one.title}, "caption": ""} for one in pictures
    ]

    html = render_body(article_of(("gallery", {"title": "", "pictures": items}))).html

    assert 'alt="Vue"' in html
    assert "Secret" not in html


# What it asks -------------------------------------------------------------------------------------


def busy_blocks(times: int) -> list[tuple[str, Any]]:
    """Of each block that asks something, so many."""
    blocks: list[tuple[str, Any]] = []
    for number in range(times):
        page, document, picture = StandardPageFactory(), DocumentFactory(), ImageFactory()
        value = {"image": picture.pk, "decorative": False, "alt_text": "Vue"}
        blocks += [
            ("text", f'<p><a linktype="page" id="{page.pk}">p</a> <a linktype="document" id="{document.pk}">d</a></p>'),
            ("text", f"<p>Un{call(number % 5)}</p>"),
            ("image", {"picture": value, "caption": "<p>c</p>", "wide": False}),
            ("gallery", {"title": "", "pictures": [{"picture": value, "caption": ""}] * 2}),
            ("downloads", {"title": "", "files": [{"document": document.pk, "label": ""}]}),
            ("action", {"title": "A", "text": "", "label": "b", "link": {"page": page.pk, "url": "", "email": ""}}),
            further([RecordFactory()], [concept(f"sujet {number}")]),
        ]
    return blocks


def queries_of(article: ArticlePage) -> int:
    """How many questions rendering a body asks, its pictures made already."""
    render_body(ArticlePage.objects.get(pk=article.pk))
    again = ArticlePage.objects.select_related("locale").get(pk=article.pk)
    with CaptureQueriesContext(connection) as asked:
        render_body(again)
    return len(asked)


def test_as_many_questions_for_many_blocks_as_for_one() -> None:
    one, many = article_of(*busy_blocks(1), notes=5), article_of(*busy_blocks(6), notes=5, slug="many")

    assert queries_of(many) == queries_of(one)


def test_a_body_of_text_alone_asks_nothing() -> None:
    assert queries_of(article_of(("heading", {"text": "A", "level": "2"}), *texts("Un.", "Deux."))) == 0


def test_links_to_what_is_hidden_lose_their_address() -> None:
    public, draft = StandardPageFactory(slug="publique"), StandardPageFactory(slug="secrete", live=False)
    links = [f'<a linktype="page" id="{page.pk}">lien</a>' for page in (public, draft)]
    action = {"title": "A", "text": "", "label": "b", "link": {"page": draft.pk, "url": "", "email": ""}}

    html = render_body(article_of(*texts(*links), ("action", action))).html

    assert '<a href="/fr/publique/">lien</a>' in html
    assert "<a>lien</a>" in html
    assert "secrete" not in html


# Length -------------------------------------------------------------------------------------------


def test_words_are_those_of_the_body_and_of_the_notes_it_calls() -> None:
    exchange = {"question": "Qui parle ?", "answer": "<p>Moi, aujourd’hui.</p>"}
    article = article_of(
        ("heading", {"text": "Un titre", "level": "2"}),
        *texts(f"Trois mots <b>ici</b>{call(0)}."),
        ("interview", {"interviewer": "", "interviewee": "", "exchanges": [exchange]}),
        notes=2,
    )
    article.save()

    assert count_words(article) == 2 + 3 + 2 + 2 + 2
    assert ArticlePage.objects.get(pk=article.pk).word_count == 11


def test_words_are_counted_again_only_when_the_text_is_saved() -> None:
    article = article_of(*texts("Trois mots ici."))
    ArticlePage.objects.filter(pk=article.pk).update(word_count=99)
    article = ArticlePage.objects.get(pk=article.pk)

    article.save(update_fields=["standfirst"])
    assert ArticlePage.objects.get(pk=article.pk).word_count == 99
    article.save(update_fields=["body"])
    assert ArticlePage.objects.get(pk=article.pk).word_count == 3
    assert IndexChange.objects.filter(kind="magazine.articlepage", object_uuid=article.uuid).exists()


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (220, 1), (221, 2), (3000, 14)])
def test_reading_time_is_never_less_than_a_minute(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes
