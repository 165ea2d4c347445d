"""The picture shown where a page is shared: chosen, else woven; for what may be seen alone."""

import io
import re

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from core.share_pictures import woven_share_of
from core.woven_pictures import can_draw, woven_picture
from home.models import StandardPage
from tests.factories.home import StandardPageFactory, home_page
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory
from tests.factories.media_library import CollectionFactory, ImageFactory, png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def picture_path(page: StandardPage) -> str:
    return f"{page.get_url()}partage.png"


@pytest.mark.parametrize(
    "title", ["Court", "Un titre qui n’en finit pas " * 9, "Мост, γέφυρα, köprü", "باب الشمس", "«\u202fOui\u202f»"]
)
def test_woven_picture_has_its_size_and_few_bytes(title: str) -> None:
    content = woven_picture("clé", 1200, 630, title, caption="n° 47", kind="revue")

    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(content) < 50_000


def test_woven_picture_follows_its_key_title_and_caption() -> None:
    first = woven_picture("a", 600, 315, "Titre")

    assert first == woven_picture("a", 600, 315, "Titre")
    assert len({first, *(woven_picture(*one) for one in (("b", 600, 315, "Titre"), ("a", 600, 315, "Autre")))}) == 3
    assert first != woven_picture("a", 600, 315, "Titre", caption="Dossier")


def test_title_in_letters_the_typeface_lacks_leaves_the_cloth_bare() -> None:
    assert [can_draw(text) for text in ("L’été, œuvre n° 2", "Łódź", "Ελλάδα", "Київ", "باب", "日本")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    assert woven_picture("a", 600, 315, "باب الشمس") == woven_picture("a", 600, 315)


def test_page_names_its_picture_and_the_picture_is_there(client: Client) -> None:
    page = StandardPageFactory(title="La maison", slug="la-maison")
    html = client.get(page.get_url()).content.decode()
    answer = client.get(picture_path(page))

    assert re.findall(r'<meta property="og:image(?::\w+)?" content="([^"]*)">', html) == [
        "http://testserver/fr/la-maison/partage.png", "1200", "630", "La maison",
    ]  # fmt: skip
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.content == woven_share_of(page).content()
    assert not answer.cookies


def test_picture_is_not_sent_twice_and_changes_with_the_title(client: Client) -> None:
    page = StandardPageFactory(title="La maison", slug="la-maison")
    etag = client.get(picture_path(page)).headers["ETag"]
    again = client.get(picture_path(page), headers={"if-none-match": etag})
    page.title = "Le seuil"
    page.save()
    changed = client.get(picture_path(page), headers={"if-none-match": etag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_home_page_and_sections_have_a_picture(client: Client) -> None:
    paths = ["/fr/", "/nl/", "/fr/magazine/", "/fr/ressources/", "/fr/recherche/"]

    assert [client.get(f"{path}partage.png").status_code for path in paths] == [200] * 5


def test_pages_of_the_magazine_have_a_picture(client: Client) -> None:
    issue = IssueFactory(title="Rives", number="47", date_printed="automne 2026")
    dossier, rubric = DossierFactory(parent=issue), RubricFactory(parent=issue)
    article = ArticleFactory(parent=dossier)

    assert [client.get(picture_path(page)).status_code for page in (issue, dossier, rubric, article)] == [200] * 4
    assert woven_share_of(issue).caption == "n°\u00a047, automne 2026"
    assert woven_share_of(issue).kind == "revue"


def test_hidden_pages_have_no_picture(client: Client) -> None:
    issue = IssueFactory()
    draft_issue = IssueFactory(live=False)
    forced = ArticleFactory(parent=draft_issue, live=False)
    Page.objects.filter(pk=forced.pk).update(live=True)
    draft = ArticleFactory(parent=issue, live=False)
    private = DossierFactory(parent=issue)
    below = ArticleFactory(parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    plain = StandardPageFactory(live=False)

    hidden = (draft_issue, forced, draft, private, below, plain)
    assert [client.get(picture_path(page)).status_code for page in hidden] == [404] * 6


@pytest.mark.parametrize("path", ["/fr/absente/partage.png", "/fr/sujets/e/partage.png"])
def test_only_pages_have_a_picture(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_picture_is_read_only(client: Client) -> None:
    assert client.post("/fr/partage.png").status_code == 405


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves its JPEG file open
def test_chosen_picture_is_shown_at_the_size_asked_for(client: Client) -> None:
    page = StandardPageFactory(title="La maison", share_image=ImageFactory(file=png(1600, 1200)))
    html = client.get(page.get_url()).content.decode()
    answer = client.get(picture_path(page))

    assert "og:image:width" not in html
    assert answer.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (1200, 630)
    assert client.get(picture_path(page), headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_private_picture_is_replaced_by_a_woven_one(client: Client) -> None:
    image = ImageFactory(file=png(1600, 1200), collection=CollectionFactory(private=True))
    page = StandardPageFactory(title="La maison", share_image=image)

    assert client.get(picture_path(page)).content == woven_share_of(page).content()


def test_drawing_is_limited_and_what_is_drawn_is_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.share_views.DRAWN_A_MINUTE", 2)
    pages = [StandardPageFactory() for _number in range(3)]
    answers = [client.get(picture_path(page)) for page in pages]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "60"
    assert client.get(picture_path(pages[0])).status_code == 200


def test_home_of_another_language_has_its_own_title(client: Client) -> None:
    french, dutch = home_page(), home_page("nl")

    assert client.get("/nl/partage.png").content == woven_share_of(dutch).content()
    assert woven_share_of(dutch).digest != woven_share_of(french).digest
