"""Citations, compared with ones written by hand after each style's own rules."""

import html
import re
from typing import Any

import pytest
from django.core.cache import cache

from resources.citations.csl import cite
from resources.citations.locators import Locator, read_locator, read_page_count
from resources.models.choices import RecordType
from tests.resources.exporting import drafted

DOCUMENTS: dict[str, dict[str, Any]] = {
    "book": {
        "title": "L’étranger à table", "subtitle": "sept ports, sept repas", "date": "2018", "edition": "2e éd.",
        "series": "Seuils", "series_number": "12", "people": [("Eleni Vassiliou", "aut"), ("Paul Hensgens", "trl")],
        "publishers": [("Presses de la Senne", "Bruxelles")], "numbers": [("isbn", "2-07-042333-6")],
    },
    "article": {
        "title": "Pourquoi partir ?", "host_title": "Imag", "host_part": "vol. 12, n° 41, p. 12-15",
        "date": "mars 2018", "people": [("Mariam Okoundji", "aut"), ("Ali Diallo", "aut")],
    },
    "chapter": {
        "title": "Le quai d’en face", "host_title": "Ports et passages", "host_part": "p. 3-9", "date": "2001",
        "people": [("Gaston Leroux", "aut"), ("Jean-Paul Dupont", "edt")], "publishers": [("Seuil", "Paris")],
    },
    "report": {
        "title": "L’accueil en chiffres", "people": [("Fondation Roi Baudouin", "aut", "organisation")],
        "publishers": [("Fondation Roi Baudouin", "Bruxelles")],
    },
    "evaluation": {
        "title": "Le décret cohésion sociale", "date": "2016", "people": [("CRAcs", "aut", "organisation")],
        "publishers": [("CBAI", "Bruxelles")],
    },
    "thesis": {
        "title": "Habiter la frontière", "date": "1999",
        "people": [("Gaston Leroux", "aut"), ("Université libre de Bruxelles", "dgg", "organisation")],
    },
    "periodical": {
        "title": "Imag", "date": "1998-", "publishers": [("CBAI", "Bruxelles")], "numbers": [("issn", "1234-5679")],
    },
    "issue": {
        "title": "Imag n° 41", "host_title": "Imag", "host_part": "n° 41", "date": "mars 2018",
        "publishers": [("CBAI", "Bruxelles")],
    },
    "kit": {
        "title": "Valises", "date": "2011", "people": [("CBAI", "aut", "organisation")],
        "publishers": [("CBAI", "Bruxelles")],
    },
    "game": {"title": "Le jeu des ponts", "date": "2011", "publishers": [("Le Lavoir", "Liège")]},
    "film": {
        "title": "La traversée", "date": "1975", "people": [("Chantal Akerman", "drt"), ("Marie Duval", "pro")],
        "publishers": [("Paradise Films", "Bruxelles")],
    },
    "sound": {
        "title": "Chansons de quai", "date": "1998", "people": [("Arno", "cmp")], "publishers": [("Sowarex", "")],
    },
    "poster": {"title": "Bienvenue", "date": "printemps 2014", "people": [("Ayşe Tunç", "ill")]},
    "web": {
        "title": "Apprendre le français", "date": "6 mai 2020",
        "links": [("fulltext", "https://example.org/cours?a=1&b=2")],
    },
    "grey": {"title": "Note de travail", "date": "2014", "people": [("Anne Claes", "aut")]},
    "no author": {"title": "Le guide", "date": "[1998?]", "publishers": [("Labor", "Mons")]},
    "editors": {
        "title": "Ouvrage collectif", "date": "2010-2012", "publishers": [("Labor", "Mons")],
        "people": [("Jean Valjean", "edt"), ("Cosette Fauchelevent", "edt")],
    },
    "many": {
        "title": "À plusieurs", "date": "2000", "publishers": [("Labor", "Mons")],
        "people": [(f"Prénom{letter} Nom{letter}", "aut") for letter in "ABCDE"],
    },
    "nothing": {"title": "Sans rien"},
    "markup": {
        "title": "<b>Nous</b> & \"les autres\" !", "date": "2001", "people": [("Zoé O’Neil", "aut")],
        "publishers": [("A & B", "Gand")],
    },
}  # fmt: skip
ISO690 = {
    "book": "VASSILIOU, Eleni. *L’étranger à table : sept ports, sept repas*. 2e éd. Trad. par Paul HENSGENS. "
    "Bruxelles : Presses de la Senne, 2018. Seuils, 12. ISBN 978-2-07-042333-0.",
    "article": "OKOUNDJI, Mariam et DIALLO, Ali. Pourquoi partir ? *Imag*. Mars 2018, vol. 12, n° 41, p. 12-15.",
    "chapter": "LEROUX, Gaston. Le quai d’en face. Dans : DUPONT, Jean-Paul (dir.), *Ports et passages*. "
    "Paris : Seuil, 2001, p. 3-9.",
    "report": "FONDATION ROI BAUDOUIN. *L’accueil en chiffres*. Rapport. Bruxelles : Fondation Roi Baudouin, [s. d.].",
    "evaluation": "CRACS. *Le décret cohésion sociale*. Rapport d’évaluation. Bruxelles : CBAI, 2016.",
    "thesis": "LEROUX, Gaston. *Habiter la frontière*. Mémoire ou thèse. [S. l.] : "
    "Université libre de Bruxelles, 1999.",
    "periodical": "*Imag*. Bruxelles : CBAI, 1998-.",
    "issue": "*Imag n° 41*. Bruxelles : CBAI, mars 2018.",
    "kit": "CBAI. *Valises*. Bruxelles : CBAI, 2011.",
    "game": "*Le jeu des ponts*. Liège : Le Lavoir, 2011.",
    "film": "AKERMAN, Chantal. *La traversée*. Bruxelles : Paradise Films, 1975.",
    "sound": "ARNO. *Chansons de quai*. Sowarex, 1998.",
    "poster": "TUNÇ, Ayşe. *Bienvenue* [image]. printemps 2014.",
    "web": "*Apprendre le français* [en ligne]. 6 mai 2020. Disponible à l’adresse : https://example.org/cours?a=1&b=2",
    "grey": "CLAES, Anne. *Note de travail*. [S. l.] : [s. n.], 2014.",
    "no author": "*Le guide*. Mons : Labor, [1998?].",
    "editors": "VALJEAN, Jean et FAUCHELEVENT, Cosette (dir.). *Ouvrage collectif*. Mons : Labor, 2010-2012.",
    "many": "NOMA, PrénomA, NOMB, PrénomB, NOMC, PrénomC, et al. *À plusieurs*. Mons : Labor, 2000.",
    "nothing": "*Sans rien*. [S. l.] : [s. n.], [s. d.].",
    "markup": "O’NEIL, Zoé. *<b>Nous</b> & \"les autres\" !* Gand : A & B, 2001.",
}  # fmt: skip
APA = {
    "book": "Vassiliou, E. (2018). *L’étranger à table : sept ports, sept repas* (P. Hensgens, trad. ; 2e éd.). "
    "Presses de la Senne.",
    "article": "Okoundji, M., et Diallo, A. (2018). Pourquoi partir ? *Imag*, *12*(41), 12-15.",
    "chapter": "Leroux, G. (2001). Le quai d’en face. In J.-P. Dupont (éd.), *Ports et passages* (p. 3-9). Seuil.",
    "report": "Fondation Roi Baudouin. (s. d.). *L’accueil en chiffres* [Rapport].",
    "evaluation": "CRAcs. (2016). *Le décret cohésion sociale* [Rapport d’évaluation]. CBAI.",
    "thesis": "Leroux, G. (1999). *Habiter la frontière* [Mémoire ou thèse]. Université libre de Bruxelles.",
    "periodical": "*Imag*. (1998-). CBAI.",
    "issue": "*Imag n° 41*. (2018). CBAI.",
    "kit": "CBAI. (2011). *Valises* [Mallette pédagogique].",
    "game": "*Le jeu des ponts* [Jeu]. (2011). Le Lavoir.",
    "film": "Akerman, C. (1975). *La traversée* [Film]. Paradise Films.",
    "sound": "Arno. (1998). *Chansons de quai* [Enregistrement sonore]. Sowarex.",
    "poster": "Tunç, A. (printemps 2014). *Bienvenue* [Affiche].",
    "web": "*Apprendre le français*. (2020, 6 mai). https://example.org/cours?a=1&b=2",
    "grey": "Claes, A. (2014). *Note de travail*.",
    "no author": "*Le guide*. ([1998?]). Labor.",
    "editors": "Valjean, J., et Fauchelevent, C. (dir.). (2010-2012). *Ouvrage collectif*. Labor.",
    "many": "NomA, P., NomB, P., NomC, P., NomD, P., et NomE, P. (2000). *À plusieurs*. Labor.",
    "nothing": "*Sans rien*. (s. d.).",
    "markup": "O’Neil, Z. (2001). *<b>Nous</b> & \"les autres\" !* A & B.",
}  # fmt: skip
CHICAGO = {
    "book": "Vassiliou, Eleni. *L’étranger à table : sept ports, sept repas*. 2e éd. Traduit par Paul Hensgens. "
    "Seuils 12. Presses de la Senne, 2018.",
    "article": "Okoundji, Mariam, et Ali Diallo. « Pourquoi partir ? ». *Imag* 12, n° 41 (2018) : 12-15.",
    "chapter": "Leroux, Gaston. « Le quai d’en face ». In *Ports et passages*, édité par Jean-Paul Dupont. "
    "Seuil, 2001.",
    "report": "Fondation Roi Baudouin. *L’accueil en chiffres*. Rapport. Fondation Roi Baudouin, s. d.",
    "evaluation": "CRAcs. *Le décret cohésion sociale*. Rapport d’évaluation. CBAI, 2016.",
    "thesis": "Leroux, Gaston. « Habiter la frontière ». Mémoire ou thèse, Université libre de Bruxelles, 1999.",
    "periodical": "*Imag*. CBAI, 1998-.",
    "issue": "*Imag n° 41*. CBAI, 2018.",
    "kit": "CBAI. *Valises*. Mallette pédagogique. CBAI, 2011.",
    "game": "*Le jeu des ponts*. Jeu. Le Lavoir, 2011.",
    "film": "Akerman, Chantal. *La traversée*. Film. Paradise Films, 1975.",
    "sound": "Arno. *Chansons de quai*. Enregistrement sonore. Sowarex, 1998.",
    "poster": "Tunç, Ayşe. *Bienvenue*. Affiche. printemps 2014.",
    "web": "« Apprendre le français ». 6 mai 2020. https://example.org/cours?a=1&b=2.",
    "grey": "Claes, Anne. *Note de travail*. 2014.",
    "no author": "*Le guide*. Labor, [1998?].",
    "editors": "Valjean, Jean, et Cosette Fauchelevent, dir. *Ouvrage collectif*. Labor, 2010-2012.",
    "many": "NomA, PrénomA, PrénomB NomB, PrénomC NomC, PrénomD NomD, et PrénomE NomE. *À plusieurs*. Labor, 2000.",
    "nothing": "*Sans rien*. s. d.",
    "markup": "O’Neil, Zoé. *<b>Nous</b> & \"les autres\" !* A & B, 2001.",
}  # fmt: skip


def plain(citation: str) -> str:
    """A citation as one would type it: titles between stars, every space an ordinary one."""
    text = re.sub(r"</?bdi[^>]*>", "", citation).replace("<cite>", "*").replace("</cite>", "*")
    assert not re.search(r"<[^>]*>", text)
    return re.sub(r"[\u00a0\u202f]", " ", html.unescape(text))


def of(name: str) -> Any:
    fields = dict(DOCUMENTS[name])
    return drafted(type=name if name in RecordType.values else "book", **fields)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_iso_690_is_as_written_by_hand(name: str) -> None:
    assert plain(cite(of(name), "iso690", "fr")) == ISO690[name]


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_apa_is_as_written_by_hand(name: str) -> None:
    assert plain(cite(of(name), "apa", "fr")) == APA[name]


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_chicago_is_as_written_by_hand(name: str) -> None:
    assert plain(cite(of(name), "chicago", "fr")) == CHICAGO[name]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Valjean, J., & Fauchelevent, C. (Eds.). (2010–2012). *Ouvrage collectif*. Labor."),
        ("nl", "Valjean, J., en Fauchelevent, C. (red.). (2010–2012). *Ouvrage collectif*. Labor."),
    ],
)
def test_apa_speaks_the_language_of_the_reader(language: str, expected: str) -> None:
    assert plain(cite(of("editors"), "apa", language)) == expected


def test_iso_690_is_french_whatever_the_reader_reads() -> None:
    assert cite(of("book"), "iso690", "en") == cite(of("book"), "iso690", "fr")


def test_french_spaces_do_not_break() -> None:
    citation = html.unescape(re.sub(r"<[^>]*>", "", cite(of("book"), "iso690", "fr")))

    assert "table\u00a0: sept" in citation
    assert "Bruxelles\u00a0: Presses" in citation
    assert "'" not in citation


def test_title_is_marked_with_its_language_and_escaped() -> None:
    citation = cite(drafted(title="<script>alert(1)</script>", languages=["ar"]), "iso690", "fr")

    assert '<bdi lang="ar" dir="rtl">&lt;script&gt;alert(1)&lt;/script&gt;</bdi>' in citation
    assert "<script" not in citation


def test_style_nobody_offers_is_refused() -> None:
    with pytest.raises(KeyError):
        cite(of("book"), "../../etc/passwd", "fr")


def test_citation_follows_what_it_prints_at_once() -> None:
    parts = drafted(type="article", host_title="Imag", people=[("Ali Diallo", "aut")])
    before = plain(cite(parts))
    parts.record.host_title = "Agenda interculturel"

    assert plain(cite(parts)) == before.replace("Imag", "Agenda interculturel")


def test_second_citation_comes_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    first = cite(of("book"))
    monkeypatch.setattr("resources.citations.csl._load", None)

    assert cite(of("book")) == first


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("vol. 12, n° 41, p. 12-15", Locator("12", "41", "12-15")),
        ("n°3 (2011) pp. 4–9", Locator("", "3", "4-9")),
        ("jg. 4, nr. 2, blz. 3", Locator("4", "2", "3")),
        ("n° 46, 2026, p. 8-14", Locator("", "46", "8-14")),
        ("p. 3-9, 12", Locator("", "", "3-9, 12")),
        ("n° 12-13", Locator("", "12-13", "")),
        ("t. 2", Locator("2", "", "")),
        ("printemps 2014", Locator("", "", "")),
        ("", Locator("", "", "")),
    ],
)
def test_locator_reads_volume_number_and_pages(written: str, expected: Locator) -> None:
    assert read_locator(written) == expected


@pytest.mark.parametrize(("written", "expected"), [("168 p. : ill.", "168"), ("XIV-168 p.", "168"), ("52 min", "")])
def test_extent_gives_the_number_of_pages(written: str, expected: str) -> None:
    assert read_page_count(written) == expected
