"""The blocks pages are written with: what they print, refuse, hide, and cost."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.blocks import ActionBlock, EmbedBlock, LinkBlock, TableBlock
from home.blocks import BodyBlock
from home.models import StandardPage
from media_library.blocks import FigureBlock
from tests.factories.home import StandardPageFactory, home_page, stream
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory
from tests.home.bodies import every_block

pytestmark = pytest.mark.django_db


def shown(client: Client, *blocks: tuple[str, object]) -> str:
    """The body of a page with these blocks, as an anonymous visitor gets it."""
    page = StandardPageFactory(body=stream(*blocks))
    html = client.get(page.get_url()).content.decode()
    return str(html[html.index('<div class="body">') : html.index("</main>")])


def records_block(*records: object) -> tuple[str, object]:
    """A selection of records."""
    keys = [record.pk for record in records]
    return "records", {"title": "À lire", "introduction": "", "records": keys, "link_label": "", "link": {}}


def figure(image: object, **options: object) -> tuple[str, object]:
    """A picture that has a text."""
    picture = {"image": image.pk, "decorative": False, "alt_text": "Un tissage", **options}
    return "image", {"picture": picture, "caption": "<p>Chaîne et trame.</p>", "wide": False}


def test_page_prints_every_block_and_its_contents(client: Client) -> None:
    page = StandardPageFactory(body=every_block())
    html = client.get(page.get_url()).content.decode()

    for words in (
        "Un sous-titre", "On croit que je traduis des mots.", "Fermé lundi.", "1 000 000", "Recensement, 2024",
        "Faut-il s’inscrire ?", "<caption>Heures</caption>", "À emporter", 'class="button" href="/fr/"', "Chez YouTube",
    ):  # fmt: skip
        assert words in html
    anchors = re.findall(r'<li><a href="#(s-[0-9a-f]{8})">', html)
    assert len(anchors) == 3
    assert re.findall(r'<h2 id="(s-[0-9a-f]{8})">', html) == anchors
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_types_of_blocks_are_those_the_editors_were_promised() -> None:
    assert list(BodyBlock().child_blocks) == [
        "text", "heading", "image", "quote", "callout", "figures", "accordion", "table", "downloads", "action", "embed",
        "records",
    ]  # fmt: skip


def test_short_page_has_no_contents() -> None:
    page = StandardPage(title="Courte", body=stream(("heading", {"text": "Une", "level": "2"})))

    assert page.contents() == []


def test_picture_prints_its_text_sizes_and_credit(client: Client) -> None:
    html = shown(client, figure(ImageFactory(licence="CC-BY-4.0")))

    assert 'alt="Un tissage"' in html
    assert re.search(r'srcset="[^"]+ 960w, [^"]+ 480w, [^"]+ 1200w"', html)
    assert "Dessin : Ayşe Tunç, 2026, CC BY 4.0" in html


def test_decorative_picture_has_an_empty_text(client: Client) -> None:
    assert 'alt=""' in shown(client, figure(ImageFactory(title="Titre"), decorative=True, alt_text=""))


def test_picture_needs_a_text_or_to_be_decorative() -> None:
    block = FigureBlock()
    image = ImageFactory()
    value = block.to_python(figure(image, alt_text="")[1])

    with pytest.raises(ValidationError):
        block.clean(value)
    assert block.clean(block.to_python(figure(image)[1]))["picture"].pk == image.pk


def test_picture_needs_a_credit() -> None:
    block = FigureBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python(figure(ImageFactory(credit=""))[1]))


def test_files_of_private_collections_do_not_show(client: Client) -> None:
    private = CollectionFactory(private=True)
    image, document = ImageFactory(collection=private), DocumentFactory(collection=private, title="Confidentiel")
    files = {"title": "", "files": [{"document": document.pk, "label": ""}]}
    link = f'<p>Voir <a linktype="document" id="{document.pk}">le rapport</a>.</p>'

    assert (
        re.sub(r"\s+", "", shown(client, figure(image), ("downloads", files))) == '<divclass="body"></div></div></div>'
    )
    assert "<a>le rapport</a>" in shown(client, ("text", link))


def test_text_links_to_visible_pages_only(client: Client) -> None:
    draft = StandardPageFactory(slug="projet-secret", live=False)
    closed = StandardPageFactory(slug="reunion-secrete")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    links = "".join(f'<a linktype="page" id="{page.pk}">là</a>' for page in (draft, closed, home_page("nl")))
    html = shown(client, ("text", f"<p>{links}</p>"))

    assert html.count("<a>là</a>") == 2
    assert '<a href="/fr/">là</a>' in html  # in the reader's language where it exists


def test_action_to_a_hidden_page_does_not_show(client: Client) -> None:
    draft = StandardPageFactory(slug="projet-secret", live=False)
    action = {"title": "Venir", "text": "", "label": "Venir", "link": {"page": draft.pk, "url": "", "email": ""}}

    assert "Venir" not in shown(client, ("action", action))


@pytest.mark.parametrize(
    ("url", "email", "accepted"),
    [
        ("https://example.org/", "", True),
        ("", "bonjour@example.org", True),
        ("", "", False),
        ("https://example.org/", "bonjour@example.org", False),
        ("javascript:alert(1)", "", False),
    ],
)
def test_link_has_one_target(url: str, email: str, accepted: bool) -> None:
    block = LinkBlock()
    value = block.to_python({"page": None, "url": url, "email": email})

    if accepted:
        assert block.clean(value).href in (url, f"mailto:{email}")
    else:
        with pytest.raises(ValidationError):
            block.clean(value)


def test_action_needs_a_target() -> None:
    block = ActionBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Venir", "text": "", "label": "Venir", "link": {}}))


def test_embed_asks_nothing_of_others_before_a_click(client: Client) -> None:
    html = shown(client, ("embed", {"url": "https://youtu.be/abcdefghijk", "title": "Une voix", "caption": ""}))

    assert "<iframe" not in html
    assert '<a class="embed-link" href="https://youtu.be/abcdefghijk">' in html
    assert '<embed-player src="https://www.youtube-nocookie.com/embed/abcdefghijk" name="Une voix">' in html
    assert re.findall(r'<(?:img|script|link|source)[^>]+(?:src|href)="https?://', html) == []


def test_embed_refuses_unknown_players() -> None:
    block = EmbedBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"url": "https://example.org/film", "title": "Un film", "caption": ""}))


@pytest.mark.parametrize(("caption", "heading"), [("", "Jour"), ("Heures", "")])
def test_table_needs_a_caption_and_headings(caption: str, heading: str) -> None:
    block = TableBlock()
    columns = [{"type": "text", "heading": heading}]
    table = {"caption": caption, "columns": columns, "rows": [{"values": ["Lundi"]}]}

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"table": table, "row_headings": True, "source": ""}))


def test_table_announces_rows_and_columns(client: Client) -> None:
    columns = [{"type": "text", "heading": "Jour"}, {"type": "number", "heading": "Heures"}]
    table = {"caption": "Horaire", "columns": columns, "rows": [{"values": ["Lundi", "8"]}]}
    html = shown(client, ("table", {"table": table, "row_headings": True, "source": ""}))

    assert '<th scope="col">Jour</th><th scope="col" class="num">Heures</th>' in html
    assert re.sub(r"\s+", "", html).count('<thscope="row">Lundi</th><tdclass="num">8</td>') == 1


def test_selection_shows_visible_records_in_the_order_picked(client: Client) -> None:
    first, second = RecordFactory(title="Deuxième choix"), RecordFactory(title="Premier choix")
    draft, gone = RecordFactory(title="Brouillon", live=False), RecordFactory(title="Retiré")
    gone.withdrawn_at = timezone.now()
    gone.save()
    html = shown(client, records_block(second, draft, gone, first))

    assert re.findall(r'<h3><a href="/fr/ressources/notice/[^"]+"[^>]*>([^<]+)</a>', html) == [
        "Premier choix", "Deuxième choix",
    ]  # fmt: skip
    assert "Brouillon" not in html
    assert "Retiré" not in html


def test_selection_of_hidden_records_does_not_show(client: Client) -> None:
    assert "À lire" not in shown(client, records_block(RecordFactory(live=False)))


def test_selection_costs_the_same_for_one_and_for_five(client: Client) -> None:
    one = StandardPageFactory(body=stream(records_block(RecordFactory())))
    five = StandardPageFactory(body=stream(records_block(*RecordFactory.create_batch(5))))

    assert _queries(client, five) == _queries(client, one)


def test_selections_cost_the_same_for_one_and_for_three(client: Client) -> None:
    one = StandardPageFactory(body=stream(records_block(RecordFactory())))
    three = StandardPageFactory(body=stream(*[records_block(RecordFactory()) for _ in range(3)]))

    assert _queries(client, three) == _queries(client, one)


def test_pictures_cost_the_same_for_one_and_for_five(client: Client) -> None:
    one = StandardPageFactory(body=stream(figure(ImageFactory())))
    five = StandardPageFactory(body=stream(*[figure(ImageFactory()) for _ in range(5)]))

    assert _queries(client, five) == _queries(client, one)


def _queries(client: Client, page: StandardPage) -> int:
    """What the second view of a page costs."""
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(page.get_url())
    return len(queries)
