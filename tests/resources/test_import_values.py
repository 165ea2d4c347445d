"""Reading cells: people, numbers, series, publishers, dates, titles, Markdown."""

import pytest

from core.names import parse_person
from directory.responsibility import read_people
from resources.imports import values


def people(text: str) -> list[tuple[str, str, str]]:
    """Names as sorted, with role and kind."""
    return [
        (parse_person(name.name).sort if name.kind == "person" else name.name, name.role, name.kind)
        for name in read_people(text)
    ]


def person(sort: str, role: str = "aut") -> tuple[str, str, str]:
    return (sort, role, "person")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Gaston LEROUX", [person("Leroux, Gaston")]),
        ("Leroux Gaston", [person("Leroux, Gaston")]),
        ("Leroux, Gaston", [person("Leroux, Gaston")]),
        ("VAN CAUWELAERT  Didier", [person("Van Cauwelaert, Didier")]),
        ("Augustin Lebon et Hugo Poupelin", [person("Lebon, Augustin"), person("Poupelin, Hugo")]),
        ("Didier Lévy, Hié Vanessa", [person("Lévy, Didier"), person("Hié, Vanessa")]),
        ("Pakita, Chabot Jean-Philippe", [person("Pakita"), person("Chabot, Jean-Philippe")]),
        ("Christine Denis-Huot, Denis-Huot Michel", [person("Denis-Huot, Christine"), person("Denis-Huot, Michel")]),
        ("Michel Jan, Loïc Verdier", [person("Jan, Michel"), person("Verdier, Loïc")]),
        ("Susie Morgenstern, Monfreid Henri de", [person("Morgenstern, Susie"), person("Monfreid, Henri de")]),
        ("Anne Bartillat de, Alderson", [person("Bartillat, Anne de"), person("Alderson")]),
        ("Ann & Reg CARTWRIGHT", [person("Cartwright, Ann"), person("Cartwright, Reg")]),
        ("Christian et Arlette Schmetz-Denis", [person("Schmetz-Denis, Christian"), person("Schmetz-Denis, Arlette")]),
        ("Tardi et Dominique Grange", [person("Tardi"), person("Grange, Dominique")]),
        ("CAUMERY/PINCHON", [person("Caumery"), person("Pinchon")]),
        ("sous la dir. de Gérard Durozoi", [person("Durozoi, Gérard", "edt")]),
        ("dir... Jean Orizet...", [person("Orizet, Jean", "edt")]),
        ("Anne Un et Paul Marcolini (dir)", [person("Un, Anne", "edt"), person("Marcolini, Paul", "edt")]),
        ("Isabelle Marlier, Laura Genz (ill.)", [person("Marlier, Isabelle"), person("Genz, Laura", "ill")]),
        (
            "Alexandre Chollier (éd.),  Federico Ferretti (éd.), Paul Reclus",
            [person("Chollier, Alexandre", "edt"), person("Ferretti, Federico", "edt"), person("Reclus, Paul")],
        ),
        (
            "[adapté par] Selina Hastings ; illustré par Juan Wijngaard ; texte français de Claude Lauriot",
            [person("Hastings, Selina", "adp"), person("Wijngaard, Juan", "ill"), person("Lauriot, Claude", "trl")],
        ),
        (
            "Tom Clancy | trad.  de l'américain  Jean Bonnefoy",
            [person("Clancy, Tom"), person("Bonnefoy, Jean", "trl")],
        ),
        ("Elvis Presley, chant", [person("Presley, Elvis", "sng")]),
        ("George Frédéric HANDEL (1685-1759)", [person("Handel, George Frédéric")]),
        ("Philippe Labro (1936- )", [person("Labro, Philippe")]),
        ("Arnold Lobel, Lobel Arnold", [person("Lobel, Arnold")]),
        ("Jean Duron, Georgie Durosoir... [et al.]", [person("Duron, Jean"), person("Durosoir, Georgie")]),
        ("Docteur Naasson Munyandamutsa", [person("Munyandamutsa, Naasson")]),
        ("• Valérie Lemaire", [person("Lemaire, Valérie")]),
        ("CAF (collectif)", [("CAF", "aut", "organisation")]),
        ("Daniel Adam et la Cie Maritime", [person("Adam, Daniel"), ("Cie Maritime", "aut", "organisation")]),
        ("Frémeaux et associés", [("Frémeaux et associés", "aut", "organisation")]),
        ("AC/DC", [("AC/DC", "aut", "organisation")]),
        ("Collectif", []),
        ("Compilation de musique celtique", []),
        ("« Habiter l’exil »", []),
        ("", []),
    ],
)  # fmt: skip
def test_read_people(written: str, read: list[tuple[str, str, str]]) -> None:
    assert people(written) == read


@pytest.mark.parametrize("nasty", ["(" * 500, "," * 500, "et " * 500, "A" * 5000, "\x00", "[[[]]]", "Éric " * 300])
def test_read_people_survives_anything(nasty: str) -> None:
    assert all(len(name.name) <= 255 for name in read_people(nasty))


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("2713018013", "isbn"), ("271443410X", "isbn"), ("978-2-07-042333-0", "isbn"), ("207070330", "isbn"),
        ("0220-8245", "issn"), ("1253-224X", "issn"), ("3780204905802", "ean"), ("9790000000000", "ismn"),
        ("10.4000/lectures.43626", "doi"), ("https://doi.org/10.1/x", "other"), ("M05915-4 H - F", "other"),
    ],
)  # fmt: skip
def test_identifier_kind(written: str, kind: str) -> None:
    assert values.identifier_kind(written) == kind


def test_read_numbers_gives_each_number_once() -> None:
    assert values.read_numbers("2713018013 | 2-7130-1801-3") == [("isbn", "2713018013")]


@pytest.mark.parametrize(
    ("written", "series", "number"),
    [
        ("coll. « Sociorama »", "Sociorama", ""),
        ("coll. «\u00a0Passeurs de mondes\u00a0», n°3", "Passeurs de mondes", "3"),
        ("coll. «&nbsp;Sociorama&nbsp;»", "Sociorama", ""),
        ("coll. « Esthétique et spiritualité ; n°5 »", "Esthétique et spiritualité", "5"),
        ("coll. Liberté j’écris ton nom", "Liberté j’écris ton nom", ""),
        ("Contrastes, n°191", "Contrastes", "191"),
        ("n°60", "", "60"),
        ("Titeuf | n°5", "Titeuf", ""),
        ("Le Livre de poche", "Le Livre de poche", ""),
        ("Petite bibliothèque Payot.", "Petite bibliothèque Payot", ""),
    ],
)
def test_read_series(written: str, series: str, number: str) -> None:
    assert values.read_series(written) == (series, number)


@pytest.mark.parametrize(
    ("written", "names", "edition"),
    [
        ("Gamma (Editions)", ["Gamma"], ""),
        ("Fayard, éd. revue et corrigée", ["Fayard"], "éd. revue et corrigée"),
        ("Ça et Là,", ["Ça et Là"], ""),
        ("Wolu-Services asbl (éd.)", ["Wolu-Services asbl"], ""),
        ("Éd. Sarbacane", ["Éditions Sarbacane"], ""),
        ("Albin Michel | Ipomée", ["Albin Michel", "Ipomée"], ""),
        ("EDITIONS DU FLEUVE NOIR", ["Editions du Fleuve Noir"], ""),
        ("LGF", ["LGF"], ""),
        ("n°7", [], ""),
        ("auto-édition", [], ""),
    ],
)
def test_read_publishers(written: str, names: list[str], edition: str) -> None:
    assert values.read_publishers(written) == (names, edition)


@pytest.mark.parametrize(
    ("written", "read"),
    [("2018", "2018"), ("mars-avril 2019", "mars-avril 2019"), ("[1998?]", "[1998?]"), ("925 p.", ""), ("7.50", "")],
)
def test_read_date(written: str, read: str) -> None:
    assert values.read_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Avril", ("Avril", "")),
        ("Est-ce vrai ? : une réponse", ("Est-ce vrai ?", "une réponse")),
        ("Résilience\u00a0: tome 3\u00a0: la mer", ("Résilience", "tome 3 : la mer")),
        ("Le Château :", ("Le Château :", "")),
        ("La participation : obstacles »", ("La participation", "obstacles")),
    ],
)  # fmt: skip
def test_split_title(written: str, read: tuple[str, str]) -> None:
    assert values.split_title(written) == read


def test_without_markup_reads_tags_and_entities() -> None:
    assert values.without_markup("essai au XXI<sup>e</sup> siècle&nbsp;; 3 < 4") == "essai au XXIe siècle ; 3 < 4"


def test_markdown_becomes_paragraphs_of_text() -> None:
    text = (
        "Un **pavé** [lu](https://example.org)\r\nà deux.\r\n\r\n> _Cité_ &amp; revu<br>ici\n\n"
        "<script>x</script>\n\n* un\n* deux"
    )

    assert values.markdown_as_text(text) == "Un pavé lu à deux.\n\nCité & revu ici\n\nx\n\nun\n\ndeux"
