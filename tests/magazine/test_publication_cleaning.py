"""Whatever HTML and pictures come, what goes into a file is well-formed, harmless and not too large."""

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from magazine.publications.epub import make_epub
from magazine.publications.gathering import read_publication
from magazine.publications.pictures import MOST_HIGH, MOST_PIXELS, MOST_WIDE, media_path, shrink
from magazine.publications.xhtml import Cleaner, parse_xml, sound_address
from media_library.models import CreditedImage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.factories.media_library import ImageFactory
from tests.magazine.published import needs_java, unpacked
from tests.magazine.test_publication_epub import complaints

BASE = "https://maison.example"


def cleaned(html: str) -> str:
    """HTML of a chapter, cleaned; pictures of the media folder are known."""
    return Cleaner(BASE, {"/fr/m/b/": "a2"}, lambda src: "k" if src.startswith("/media/") else None).clean(html, "a1")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>un<br>deux & trois", "<p>un<br/>deux &amp; trois</p>"),
        ("<script>alert(1)</script><p onclick=x>a</p>", "<p>a</p>"),
        ("<b><p>gras</p></b>", "<b/><p>gras</p>"),
        ("<ul>perdu<li>un</ul>", "<ul><li>perdu</li><li>un</li></ul>"),
        ("<ul></ul><p>a</p>", "<p>a</p>"),
        ("<li>seul</li>", "<div>seul</div>"),
        ("<h1>Titre</h1>", "<h2>Titre</h2>"),
        ("<details><summary>T</summary><p>a</p></details>",
         '<div class="part"><p class="part-title">T</p><p>a</p></div>'),
        ('<img src="/media/a.png" alt="A">', '<img src="pic:k" alt="A"/>'),
        ('<img src="https://x.example/a.png" alt="Loin">', '<span class="no-picture">[Loin]</span>'),
        ('<svg onload=x><text>dessin</text></svg>a', "a"),
        ('<iframe src="https://vimeo.com/1" title="Film"></iframe>', '<a href="https://vimeo.com/1">Film</a>'),
        ('<a href="/fr/m/b/">b</a>', '<a href="#a2">b</a>'),
        ('<a href="/fr/m/c/">c</a>', '<a href="https://maison.example/fr/m/c/">c</a>'),
        ('<a href="javascript:x">j</a>', "<a>j</a>"),
        ('<a href="#nulle-part">n</a>', "<a>n</a>"),
        ('<h2 id="x">X</h2><a href="#x">x</a><p id="x">y</p>',
         '<h2 id="a1-x">X</h2><a href="#a1-x">x</a><p>y</p>'),
        ('<p lang="pas une langue">a</p><p lang="nl">b</p>', '<p>a</p><p lang="nl">b</p>'),
        ("a\x0bb\x00c", "abc"),
    ],
)  # fmt: skip
def test_html_is_made_sound(html: str, expected: str) -> None:
    assert cleaned(html) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://é.example/à b", "https://xn--9ca.example/%C3%A0%20b"),
        ("https://x.example/50%", "https://x.example/50%25"),
        ("http://a b/", ""),
        ("http://[x", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@x.example", "mailto:a@x.example"),
    ],
)
def test_address_is_sound_or_none(address: str, expected: str) -> None:
    assert sound_address(address) == expected


def test_cleaned_text_can_be_parsed() -> None:
    html = "<table><tr><td>a<p>b</table><dl>x<dt>a<dd>b<p>c</dl><q><div>d</div></q><a>e<a href=x>f</a></a>&nbsp;&bogus;"

    assert isinstance(parse_xml(cleaned(html)), etree._Element)


@pytest.mark.parametrize("address", ["/static/a.png", "https://x.example/media/a.png", "/media/../x", ""])
def test_other_addresses_are_no_pictures_of_ours(address: str) -> None:
    assert media_path(address) is None


def test_large_picture_is_made_small() -> None:
    out = io.BytesIO()
    bands = [Image.effect_noise((5000, 3000), strength) for strength in (30, 60, 90)]
    Image.merge("RGB", bands).save(out, "JPEG")
    made = shrink(out.getvalue())

    assert (made.width, made.height, made.media_type) == (MOST_WIDE, MOST_WIDE * 3 // 5, "image/jpeg")
    assert made.height <= MOST_HIGH


def test_transparent_picture_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (200, 0, 0, 100)).save(out, "PNG")

    assert shrink(out.getvalue()).media_type == "image/png"


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken", b"<svg xmlns='x'/>"])
def test_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises((OSError, ValueError, SyntaxError)):
        shrink(content)


def test_picture_of_a_hundred_megapixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")

    with pytest.raises(ValueError, match="pixels"):
        shrink(out.getvalue())


@pytest.mark.django_db
def test_broken_missing_and_huge_pictures_are_left_out() -> None:
    gone, broken, huge = ImageFactory(), ImageFactory(), ImageFactory()
    Path(gone.file.path).unlink()
    Path(broken.file.path).write_bytes(b"no picture at all")
    CreditedImage.objects.filter(pk=huge.pk).update(width=10_000, height=MOST_PIXELS // 10_000 + 1)
    issue = IssueFactory(cover=gone)
    shown = {"image": gone.pk, "alt_text": "Un fil rouge", "decorative": False}
    body = stream(("image", {"picture": shown, "caption": "", "wide": False}))
    for image in (gone, broken, huge):
        ArticleFactory(parent=issue, image=image, image_alt="Ouverture", body=body)
    parts = unpacked(make_epub(read_publication(issue)))

    assert [name for name in parts if name.startswith("OEBPS/images/")] == ["OEBPS/images/cover.png"]
    assert [parts[f"OEBPS/a{place}.xhtml"].count(b"<img") for place in (1, 2, 3)] == [0, 0, 0]


@needs_java
@pytest.mark.django_db
def test_article_of_five_hundred_blocks_is_valid(tmp_path: Path) -> None:
    paragraph = "<p>Une phrase de plus, puis <b>une autre</b>.</p>"
    blocks = [
        ("heading", {"text": f"Partie {n}", "level": "2"}) if n % 10 == 0 else ("text", paragraph) for n in range(500)
    ]
    article = ArticleFactory(parent=IssueFactory(), body=stream(*blocks))
    content = make_epub(read_publication(article))

    assert complaints(content, tmp_path) == []
    assert unpacked(content)["OEBPS/a1.xhtml"].count(b"Une phrase de plus") == 450
