"""HTML and Markdown from elsewhere to blocks."""

import time

import pytest

from core.conversion import ConversionRefused, convert_html
from core.conversion.fitting import rich_text_of
from tests.core.converting import calls, convert, from_markdown, texts


def test_paragraphs_and_lists_that_follow_each_other_are_one_text() -> None:
    converted = convert(
        "<p>Un <strong>mot</strong> <em>fort</em>.</p><ul><li>a<ul><li>b</li></ul></li></ul><p>Fin.</p>"
    )

    assert converted.blocks == [
        ("text", "<p>Un <b>mot</b> <i>fort</i>.</p><ul><li>a<ul><li>b</li></ul></li></ul><p>Fin.</p>")
    ]
    assert converted.remarks == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>  a \n  b&nbsp;:  </p>", "<p>a b\u00a0:</p>"),
        ("a<br>b<br><br>c", "<p>a<br/>b</p><p>c</p>"),
        ("<p>&nbsp;</p><p>x</p>", "<p>x</p>"),
        ("XX<sup>e</sup> H<sub>2</sub>O", "<p>XX<sup>e</sup> H<sub>2</sub>O</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p><b>a</b></p><p><b>b</b></p>"),
        ('<b style="font-weight:normal"><span style="font-style:italic">x</span></b>', "<p><i>x</i></p>"),
        ('<p><span style="font-weight:700">x</span></p>', "<p><b>x</b></p>"),
        ("<p>L<q>oui</q></p>", "<p>L«\u00a0oui\u00a0»</p>"),
        ("<dl><dt>Mot</dt><dd>sens</dd></dl>", "<p><b>Mot</b></p><p>sens</p>"),
        ("<p>so\u00adlide\u200b</p>", "<p>solide</p>"),
        ("<p>a&#1;b&#x0;c\x08d &apos;&eacute;&rsquo;</p>", "<p>abcd 'é’</p>"),
        ('<p title="1 > 2 < 3 &quot;">a</p><p class="&amp;nbsp;">b</p>', "<p>a</p><p>b</p>"),
    ],
)
def test_text_keeps_what_a_body_may_hold(html: str, text: str) -> None:
    assert texts(convert(html)) == [text]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.be/?x=1&amp;y=2", '<a href="https://a.be/?x=1&amp;y=2">x</a>'),
        ("/vieux/lien", '<a href="https://ancien.be/vieux/lien">x</a>'),
        ("//cdn.be/f", '<a href="https://cdn.be/f">x</a>'),
        ("mailto:a@b.be", '<a href="mailto:a@b.be">x</a>'),
        ("javascript:alert(1)", "x"),
        ("JaVaScRiPt:alert(1)", "x"),
        ("data:text/html,x", "x"),
        ("#ailleurs", "x"),
        ("http://[::1", "x"),
    ],
)
def test_links_lead_somewhere_or_are_plain_words(href: str, expected: str) -> None:
    assert texts(convert(f'<p><a href="{href}">x</a></p>', base="https://ancien.be")) == [f"<p>{expected}</p>"]


def test_headings_are_of_two_levels_in_order() -> None:
    levels = [
        (value["text"], value["level"])
        for _name, value in convert("<h4>a</h4><h3>b</h3><h6>c</h6><h3>d</h3><h5>e</h5>").blocks
    ]

    assert levels == [("a", "2"), ("b", "2"), ("c", "3"), ("d", "2"), ("e", "3")]


def test_heading_too_long_for_one_is_a_bold_paragraph() -> None:
    long = ("mot " * 60).strip()

    assert texts(convert(f"<p>a</p><h2>{long}</h2>")) == [f"<p>a</p><p><b>{long}</b></p>"]


def test_long_heading_that_opens_a_text_is_its_standfirst() -> None:
    long = ("mot " * 60).strip()

    assert convert(f"<h4>{long}</h4><p>a</p>").standfirst == long


@pytest.mark.parametrize(
    ("html", "quote"),
    [
        ("<blockquote>a</blockquote>", ("a", "", "")),
        ("<blockquote><p>a</p><p>— Zetkin, 1926</p></blockquote>", ("a", "Zetkin", "1926")),
        ("<blockquote><p>a</p><footer>Zetkin, <cite>Au club</cite></footer></blockquote>", ("a", "Zetkin", "Au club")),
        ("<blockquote><p>a <cite>Livre</cite> b</p></blockquote>", ("a Livre b", "", "")),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ("a\nb", "", "")),
    ],
)
def test_quotations_have_their_author_and_source(html: str, quote: tuple[str, str, str]) -> None:
    text, author, source = quote

    assert convert(html).blocks == [("quote", {"text": text, "author": author, "source": source})]


def test_picture_takes_the_caption_that_follows_it() -> None:
    asked: list[tuple[str, str]] = []

    def find(src: str, alt: str) -> int:
        asked.append((src, alt))
        return 7

    converted = convert(
        '<p>Avant <img src="/a.jpg" alt="Un pont"> après</p>'
        '<figure><img src="b.jpg"><figcaption>Le <b>quai</b></figcaption></figure>'
        '<p><img src="c.jpg" title="Tour"></p><p><span class="img-copyright">La tour</span></p>',
        pictures=find,
    )

    assert asked == [("/a.jpg", "Un pont"), ("b.jpg", ""), ("c.jpg", "Tour")]
    assert converted.blocks == [
        ("text", "<p>Avant</p>"),
        ("image", {"picture": {"image": 7, "decorative": False, "alt_text": "Un pont"}, "caption": "", "wide": False}),
        ("text", "<p>après</p>"),
        (
            "image",
            {
                "picture": {"image": 7, "decorative": False, "alt_text": ""},
                "caption": "<p>Le <b>quai</b></p>",
                "wide": False,
            },
        ),
        (
            "image",
            {
                "picture": {"image": 7, "decorative": False, "alt_text": "Tour"},
                "caption": "<p>La tour</p>",
                "wide": False,
            },
        ),
    ]


def test_missing_picture_keeps_its_place_and_is_listed() -> None:
    converted = convert('<p><img src="/a.jpg" alt="Un pont"></p><p class="caption">Légende</p><img>')

    assert [name for name, _value in converted.blocks] == ["image", "image"]
    assert converted.blocks[0][1]["picture"]["image"] is None
    assert converted.blocks[0][1]["caption"] == "<p>Légende</p>"
    assert converted.of_kind("picture") == ["/a.jpg (Un pont)", "sans adresse"]


def test_caption_without_picture_stays_in_the_text() -> None:
    assert texts(convert('<p><span class="img-copyright">Seule</span></p>')) == ["<p>Seule</p>"]


def test_table_becomes_a_block_with_a_caption() -> None:
    converted = convert(
        "<table><caption>Voix</caption><tr><th>Ville</th><th>Total</th></tr>"
        "<tr><th>Liège</th><td>12</td></tr><tr><th>Huy</th><td><b>3</b></td></tr></table>"
    )

    assert converted.blocks == [
        (
            "table",
            {
                "table": {
                    "columns": [{"type": "text", "heading": "Ville"}, {"type": "rich", "heading": "Total"}],
                    "rows": [{"values": ["Liège", "<p>12</p>"]}, {"values": ["Huy", "<p><b>3</b></p>"]}],
                    "caption": "Voix",
                },
                "row_headings": True,
                "source": "",
            },
        )
    ]
    assert converted.remarks == []


def test_table_without_caption_or_headings_is_said() -> None:
    converted = convert("<table><tr><td>a</td><td></td></tr><tr><td>1</td><td>2</td></tr></table>")

    table = converted.blocks[0][1]["table"]
    assert (table["caption"], [one["heading"] for one in table["columns"]]) == ("Tableau 1", ["a", "Colonne 2"])
    assert len(converted.of_kind("table")) == 2


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
        "<table><tr><td><h3>a</h3></td><td>b</td></tr><tr><td></td><td></td></tr></table>",
    ],
)
def test_table_for_layout_is_taken_apart(html: str) -> None:
    converted = convert(html)

    assert "table" not in converted.counts
    assert len(converted.of_kind("table")) == 1


def test_what_has_no_block_is_clean_html_and_is_listed() -> None:
    converted = convert(
        '<table onclick="x()"><tr><td colspan="2" style="color:red">a <script>b</script></td></tr>'
        "<tr><td>c</td><td>d</td></tr></table><pre>e  f</pre>"
    )

    assert converted.blocks == [
        (
            "html",
            {"html": '<table><tbody><tr><td colspan="2">a </td></tr><tr><td>c</td><td>d</td></tr></tbody></table>'},
        ),
        ("html", {"html": "<pre>e  f</pre>"}),
    ]
    assert converted.of_kind("html") == ["<table> gardé en HTML : a c d…", "<pre> gardé en HTML : e f…"]


def test_player_that_is_known_waits_behind_a_click_others_are_links() -> None:
    converted = convert(
        '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="Le film"></iframe>'
        '<iframe src="//cartes.be/1"></iframe><iframe></iframe>'
    )

    assert converted.blocks == [
        ("embed", {"url": "https://www.youtube.com/embed/abcdefghijk", "title": "Le film", "caption": ""}),
        ("text", '<p><a href="https://cartes.be/1">https://cartes.be/1</a></p>'),
    ]
    assert converted.of_kind("embed") == [
        "Lecteur inconnu, remplacé par un lien : https://cartes.be/1",
        "Un contenu intégré sans adresse est laissé de côté.",
    ]


def test_formatting_there_is_no_place_for_is_counted() -> None:
    converted = convert("<p><u>a</u> <s>b</s> <u>c</u></p><hr><ol start='4'><li>d</li></ol>")

    assert texts(converted) == ["<p>a b c</p><ol><li>d</li></ol>"]
    assert converted.of_kind("dropped") == [
        "Une liste numérotée à partir de 4 l’est à partir de 1.",
        "Mise en forme laissée de côté : barré (1), souligné (2), trait de séparation (1).",
    ]


def test_list_with_pictures_keeps_its_words_and_shows_them_after() -> None:
    converted = convert('<ol><li>a<img src="x.jpg"></li><li><p>b</p><p>c</p></li></ol>')

    assert [name for name, _value in converted.blocks] == ["text", "image"]
    assert texts(converted) == ["<ol><li>a</li><li>b<br/>c</li></ol>"]


def test_standfirst_is_what_the_text_marks_as_such() -> None:
    converted = convert('<p><span class="chapeau">Le <i>chapeau</i>.</span></p><p>Le texte.</p>')

    assert (converted.standfirst, texts(converted)) == ("Le chapeau.", ["<p>Le texte.</p>"])


WORD_LISTS = """
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><style>p.MsoNormal {margin:0}</style>
<p class=MsoNormal><st1:place w:st="on">Liège</st1:place><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>un</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>deux</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>trois</p>
<p class=MsoNormal style='mso-bidi-font-weight:normal'>Fin<span style='display:none'>caché</span></p>
"""


def test_what_word_pastes_is_cleaned_and_its_lists_are_lists() -> None:
    assert texts(convert(WORD_LISTS)) == [
        "<p>Liège</p><ol><li>un<ul><li>deux</li></ul></li><li>trois</li></ol><p>Fin</p>"
    ]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("\ufeffA\r\nb\rc", "<p>A b c</p>"),
        ("A[\\[1\\]](#footnote-1)\n\n1. N", "<p>A{call}</p>"),
        ("A\\[1]](#footnote-1)\n\n1. N", "<p>A{call}</p>"),
        ("A[[1]](#footnote-1)\n\n1. \nN", "<p>A{call}</p>"),
        ("    pas du code", "<p>pas du code</p>"),
        ("<https://a.be>", '<p><a href="https://a.be">https://a.be</a></p>'),
        ("a <Cette idée> b", "<p>a &lt;Cette idée&gt; b</p>"),
    ],
)
def test_dirt_of_markdown_is_read(markdown: str, text: str) -> None:
    converted = from_markdown(markdown)

    assert texts(converted) == [text.format(call=(calls(converted) or [""])[0])]


def test_conversion_fits_a_single_rich_text() -> None:
    converted = convert(
        '<h2>T & u</h2><p>A<a href="#fn1">1</a></p><blockquote>q</blockquote><pre>p</pre>'
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table><ol><li>N</li></ol>"
    )

    assert rich_text_of(converted) == (
        "<p><b>T &amp; u</b></p><p>A<sup>1</sup></p><p>q</p><p>p</p><p>a b c d</p><ol><li>N</li></ol>"
    )


def test_scripts_and_handlers_leave_nothing() -> None:
    converted = convert(
        "<script>mal()</script><svg onload=mal()><script>mal()</script></svg><p onclick=mal()>a</p>"
        "<img src=x onerror=mal()><iframe srcdoc='<script>mal()</script>'></iframe><style>mal</style><!--mal-->"
    )

    assert texts(converted) == ["<p>a</p>"]
    assert "mal" not in str(converted.blocks)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("é" * (3 << 20), "Le texte dépasse 5 Mo."),
        ("<p>x" * 100_001, "Le texte compte plus de 100000 balises."),
        ("<div>" * 250_000, "Le texte est imbriqué sur trop de niveaux, ou ses balises ne sont pas refermées."),
        ("<div>" * 120 + "x" + "</div>" * 120, "Le texte est imbriqué sur plus de 100 niveaux."),
        ("<ul><li>" * 101, "Le texte est imbriqué sur plus de 100 niveaux."),
        ("<font color=1>" * 40, "Le texte est imbriqué sur trop de niveaux, ou ses balises ne sont pas refermées."),
        ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x", "Une balise porte plus de 300 attributs."),
    ],
)
def test_hostile_text_is_refused_at_once(html: str, reason: str) -> None:
    start = time.process_time()

    with pytest.raises(ConversionRefused, match=reason):
        convert_html(html)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "piece", ["<p>mot <b>fort</b> mot</p>", "<li>x", "<img src=a>", "<td>x", "<p style='mso-list:l0 level2'>x</p>"]
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        convert_html(piece * times)
        return time.process_time() - start

    seconds(10)
    assert min(seconds(12_000), seconds(12_000)) < 14 * max(min(seconds(3_000), seconds(3_000)), 0.02)
