"""French typography: what is set, what is left alone, and that doing it twice changes nothing."""

import random
import time

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from core.typography import typeset_html, typeset_text
from search.analysis import words_of


def seen(text: str) -> str:
    """The text with its no-break spaces visible: ~ narrow, _ normal."""
    return text.replace("\u202f", "~").replace("\u00a0", "_")


TEXTS = [
    # spaces of high punctuation
    ("Qui ? Moi !", "Qui~? Moi~!"),
    ("Qui? Moi! Oui; non.", "Qui~? Moi~! Oui~; non."),
    ("Quoi ?! Encore ??", "Quoi~?! Encore~??"),
    ("Il dit : oui", "Il dit_: oui"),
    ("Il dit: oui", "Il dit_: oui"),
    ("Vraiment ?... Oui.", "Vraiment~?… Oui."),
    ("Vraiment (oui ?) et [non !]", "Vraiment (oui~?) et [non~!]"),
    ("un doute (?) et [!]", "un doute (?) et [!]"),
    ("à 18:30 précises", "à 18:30 précises"),
    ("page?id=3 et a;b", "page?id=3 et a;b"),
    ("¿Qué?", "¿Qué~?"),
    ("! au début", "! au début"),
    # guillemets
    ("«mot»", "«~mot~»"),
    ("« mot »", "«~mot~»"),
    ("«\u00a0mot\u00a0»", "«~mot~»"),
    ("Il dit : « oui ! »", "Il dit_: «~oui~!~»"),
    # straight quotes
    ('"mot"', "«~mot~»"),
    ('" mot "', "«~mot~»"),
    ('("mot")', "(«~mot~»)"),
    ('l\'"autre"', "l’«~autre~»"),
    ('Il dit "oui", puis "non".', "Il dit «~oui~», puis «~non~»."),
    ('« il a dit "oui" »', "«~il a dit “oui”~»"),
    ('"il a dit "oui" hier"', "«~il a dit “oui” hier~»"),
    ('un écran de 17" large', 'un écran de 17" large'),
    ('"jamais fermé', '"jamais fermé'),
    ("déjà “courbes”", "déjà “courbes”"),
    # apostrophes and dots
    ("l'exil d'aujourd'hui", "l’exil d’aujourd’hui"),
    ("les 'mots' entre apostrophes", "les 'mots' entre apostrophes"),
    ("5' de marche", "5' de marche"),
    ("etc...", "etc…"),
    ("....", "...."),
    # what must not end a line
    ("1 000 000 d'euros", "1~000~000 d’euros"),
    ("en 2014 et 250 personnes", "en 2014 et 250 personnes"),
    ("42 % et 12 km", "42_% et 12_km"),
    ("42% et 12km", "42% et 12km"),
    ("à 18 h 30", "à 18_h_30"),
    ("3 millions", "3_millions"),
    ("le 3 mars et le 1er mai 2014", "le 3_mars et le 1er_mai 2014"),
    ("le 33 mars", "le 33 mars"),
    ("en 2014 s'est", "en 2014 s’est"),
    ("n° 47, p. 12, vol. 3, § 4", "n°_47, p._12, vol._3, §_4"),
    ("le stop. 12 personnes", "le stop. 12 personnes"),
    ("XIXe siècle, XXIᵉ siècle, Ier siècle", "XIXe_siècle, XXIᵉ_siècle, Ier_siècle"),
    ("ce siècle", "ce siècle"),
    ("M. Dupont, Mme Curie et MM. Fer", "M._Dupont, Mme_Curie et MM._Fer"),
    ("le film. Dupont", "le film. Dupont"),
    # dashes
    ("Il – dit-on – vint.", "Il –_dit-on_– vint."),
    ("Il – dit-on –, vint.", "Il –_dit-on_–, vint."),
    ("A – B. C – D", "A – B. C – D"),
    ("— Oui, dit-il.", "—_Oui, dit-il."),
    ("avril - mai - juin 2014", "avril - mai - juin 2014"),
    # addresses
    ("voir https://a.org/?q=a;b: oui", "voir https://a.org/?q=a;b_: oui"),
    ("voir www.a.org/l'eau?x!", "voir www.a.org/l'eau?x~!"),
    ("écrire à o'neil@example.org !", "écrire à o'neil@example.org~!"),
    ("C:\\dossier", "C:\\dossier"),
    # line breaks that are meant
    ("un\n! deux", "un\n! deux"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_text_is_set(text: str, expected: str) -> None:
    assert seen(typeset_text(text, "fr")) == expected


@pytest.mark.parametrize(("text", "_expected"), TEXTS)
def test_text_set_twice_is_set_once(text: str, _expected: str) -> None:
    once = typeset_text(text, "fr")

    assert typeset_text(once, "fr") == once


PAGES = [
    ("<p>Il dit &quot;<em>oui</em>&quot; ; c&#x27;est R&amp;B ?</p>",
     "<p>Il dit «~<em>oui</em>~»~; c’est R&amp;B~?</p>"),
    ('<p>"<b>a</b> b" et <i>"c</i> d"</p>', "<p>«~<b>a</b> b~» et <i>«~c</i> d~»</p>"),
    ("<p>«<em>mot</em>»</p>", "<p>«~<em>mot</em>~»</p>"),
    ("<p>mot <em> </em>; suite</p>", "<p>mot~<em></em>; suite</p>"),
    ("<p>le XIX<sup>e</sup> siècle</p>", "<p>le XIX<sup>e</sup>_siècle</p>"),
    ("<p>oui<a href='#n'>1</a> ;</p>", "<p>oui<a href='#n'>1</a>~;</p>"),
    ("<p>oui &nbsp;!</p>", "<p>oui~!</p>"),
    ("<p>a &lt; b ; c</p>", "<p>a &lt; b~; c</p>"),
    ("<p>a&amp;b</p><p>&amp;</p>", "<p>a&amp;b</p><p>&amp;</p>"),
    # a quotation ends with its paragraph, not with its line
    ('<p>"a</p><p>b"</p>', '<p>"a</p><p>b"</p>'),
    ('<p>"a<br>b"</p>', "<p>«~a<br>b~»</p>"),
    ("<p>a<br>! b</p>", "<p>a<br>! b</p>"),
    ("<p>un\n; deux</p>", "<p>un~; deux</p>"),
    # what is left alone
    ('<code>a ; "b"</code>', '<code>a ; "b"</code>'),
    ("<p><code>f(x)</code> ; <kbd>a ;</kbd> ?</p>", "<p><code>f(x)</code>~; <kbd>a ;</kbd>~?</p>"),
    ('<pre>l\'un ; <b>"x"</b></pre>', '<pre>l\'un ; <b>"x"</b></pre>'),
    ("<script>if (a ; b) 'x'</script><style>a{b:c ; d:e}</style>",) * 2,
    ('<a href="x?a=b ; c" title="l\'un ; \'deux\'">l\'un</a>', '<a href="x?a=b ; c" title="l\'un ; \'deux\'">l’un</a>'),
    ('<a title="a > b ; c">d ;</a>', '<a title="a > b ; c">d~;</a>'),
    ('<p>« <span lang="en">it\'s "x" ; y</span> »</p>', '<p>«~<span lang="en">it\'s "x" ; y</span>~»</p>'),
    ('<p lang="nl">zo\'n ding ; <b>a</b> !</p><p>l\'un</p>', '<p lang="nl">zo\'n ding ; <b>a</b> !</p><p>l’un</p>'),
    ('<span lang="en"><span>a ;</span> b ;</span> c ;', '<span lang="en"><span>a ;</span> b ;</span> c~;'),
    ('<p lang="fr-BE">l\'un</p>', '<p lang="fr-BE">l’un</p>'),
    ("<!-- l'un ; --><p>l'un</p>", "<!-- l'un ; --><p>l’un</p>"),
    ('<svg><text>l\'un ;</text></svg> <img alt="l\'un ;"> ;', '<svg><text>l\'un ;</text></svg> <img alt="l\'un ;">~;'),
    ("3 < 4 ; <", "3 < 4~; <"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), PAGES)
def test_html_is_set(html: str, expected: str) -> None:
    assert seen(typeset_html(html, "fr")) == expected


@pytest.mark.parametrize(("html", "_expected"), PAGES)
def test_html_set_twice_is_set_once(html: str, _expected: str) -> None:
    once = typeset_html(html, "fr")

    assert typeset_html(once, "fr") == once


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_other_languages_are_left_alone(language: str) -> None:
    assert typeset_text('Who\'s there ? "Me"', language) == 'Who\'s there ? "Me"'
    assert typeset_html("<p>Who's there ?</p>", language) == "<p>Who's there ?</p>"


PIECES = [
    '"', "'", "«", "»", " ", "\u00a0", "\u202f", ";", ":", "!", "?", "...", "–", " – ", "mot", "l", "12", " 000", " km",
    "M.", " Dupont", "(", ")", "https://a.org/?x", "a@b.be", "n° ", "XIXe siècle", ".", ",", "\n",
]  # fmt: skip
TAGS = [
    "<em>", "</em>", "<p>", "</p>", "<br>", '<a href="?a ; b">', "</a>", "<code>", "</code>", "<span lang='en'>",
    "</span>", "&amp;", "&quot;", "&nbsp;", "<img alt='a ;'>", "<!-- ; -->",
]  # fmt: skip


def bare(text: str) -> str:
    """A text without what typography may change: spaces, quotes, apostrophes, dots."""
    for written, char in (("&quot;", '"'), ("&nbsp;", " "), ("…", "...")):
        text = text.replace(written, char)
    return "".join('"' if char in '"«»“”' else "'" if char in "'’" else char for char in text if not char.isspace())


def test_whatever_is_written_keeps_its_words_and_is_set_once() -> None:
    chance = random.Random(7)
    for _ in range(3000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        once = typeset_text(text, "fr")
        assert typeset_text(once, "fr") == once, text
        assert bare(once) == bare(text), text


def test_whatever_is_marked_up_keeps_its_tags_and_is_set_once() -> None:
    chance = random.Random(8)
    for _ in range(3000):
        html = "".join(chance.choices(PIECES + TAGS, k=chance.randint(1, 16)))
        once = typeset_html(html, "fr")
        assert typeset_html(once, "fr") == once, html
        assert bare(strip_tags(once)) == bare(strip_tags(html)), html


@pytest.mark.parametrize(
    "piece",
    ["<", '<a "', '"', "« ", "! ", " ", "&", '<a href="x', " – a", "a@", "'", "<em>", "<b lang='e'>", "1 00 "],
)
def test_long_and_nasty_text_is_answered_at_once(piece: str) -> None:
    start = time.perf_counter()
    typeset_html(piece * 20_000, "fr")
    typeset_text(piece * 20_000, "fr")

    assert time.perf_counter() - start < 4


@pytest.mark.parametrize(("text", "_expected"), TEXTS)
def test_search_reads_a_text_the_same_set_or_not(text: str, _expected: str) -> None:
    def terms(written: str) -> list[tuple[str, ...]]:
        return [word.forms for word in words_of(written, "fr")]

    assert terms(typeset_text(text, "fr")) == terms(text)


def test_filter_sets_texts_and_html() -> None:
    template = Template("{{ text|typo }} {{ html|typo }} {{ text|typo:'en' }}")
    context = Context({"text": "l'un <b> ?", "html": mark_safe("<b>l'un</b> ?")})

    assert seen(template.render(context)) == "l’un &lt;b&gt;~? <b>l’un</b>~? l&#x27;un &lt;b&gt; ?"
