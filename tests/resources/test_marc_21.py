"""What MARC 21 fields become, one after the other."""

from pathlib import Path

import pytest

from core.folders.rows import RowRefused, SourceRow
from directory.responsibility import Name
from resources.imports.marc.reader import open_marc
from resources.imports.rows import Copy, Draft, Imprint, Term, Title
from tests.factories.marc import MARC21_LEADER, iso2709, made

CODED = "008 261121s2018    be            000 0 dut d"


def coded_data(said: dict[int, str]) -> str:
    """The 40 characters of 008, with these at their positions."""
    data = "261121s2018    be            000 0 fre d"
    for at, text in said.items():
        data = data[:at] + text + data[at + len(text) :]
    return data


def draft_of(folder: Path, *lines: str, leader: str = MARC21_LEADER) -> Draft:
    """The draft of one record, with a title and coded data unless it brings its own."""
    start = [CODED] if not any(line.startswith("008") for line in lines) else []
    start += ["245 10$aTitre"] if not any(line.startswith("245") for line in lines) else []
    path = folder / "notice.mrc"
    path.write_bytes(iso2709(made(*start, *lines), leader=leader))
    found = open_marc(path)
    assert found.format == "MARC 21, ISO 2709"
    (row,) = found.rows()
    assert isinstance(row, SourceRow)
    return found.draft(row)


def test_a_whole_record_is_read_field_by_field(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "001 ocm12", "003 OCoLC", "020   $a0-19-877306-4 (pbk.) :$c$20", "020   $z0198773065",
        "022   $a0028-0836",
        "024 3 $a3260050835374", "024 7 $a10.1000/182$2doi", "028 02$a438$bMuse", "040   $aBE-X$bfre",
        "041 1 $afreeng$hger",
        "100 1 $aDupont, Anne,$d1950-$eauthor.", "240 10$aGrenze$lFrançais",
        "245 13$aLa frontière :$brécits = The border /"
        "$cAnne Dupont ; trad. Karel Mol.", "246 30$aFrontières", "246 14$aCouverture", "250   $a2e éd. /$brev. par X.",
        "264  1$aBruxelles ;$aParis :$bLabor :$bSeuil,$c2018.", "264  4$c©2017", "264  3$aGand :$bImpr. Y,$c2018.",
        "300   $a168 p. :$bill. ;$c24 cm. +$e1 CD.", "490 1 $aMondes ;$vno 3", "830  0$aMondes ;$v3.",
        "500   $aBibliogr.", "504   $aIndex.", "505 0 $aUn -- Deux", "502   $bThèse$cULB$d2017", "520   $aUn résumé.",
        "520 1 $aUne critique.$cLe Soir", "521   $aEnfants dès 8 ans", "586   $aPrix X", "655  7$aRoman$2rameau",
        "856 40$uhttps://example.org/a.pdf$zTexte", "856 42$uhttps://example.org/t$3Table des matières",
    )  # fmt: skip

    assert draft.identifier == "ocm12"
    assert draft.fields == {
        "type": "thesis", "title": "La frontière", "nonfiling": 3, "subtitle": "récits",
        "responsibility": "Anne Dupont ; trad. Karel Mol", "edition": "2e éd., rev. par X.", "date": "2018",
        "extent": "168 p. : ill.", "dimensions": "24 cm", "accompanying": "1 CD", "series": "Mondes",
        "series_number": "no 3",
        "languages": ["fr", "en"], "original_languages": ["de"], "audience": "children", "age_min": 8,
        "original_title": "Grenze",
    }  # fmt: skip
    assert draft.numbers == [
        ("isbn", "0-19-877306-4"), ("isbn", "0198773065"), ("issn", "0028-0836"), ("ean", "3260050835374"),
        ("doi", "10.1000/182"), ("other", "438 Muse"),
    ]  # fmt: skip
    assert draft.people == [Name("Dupont, Anne", "person", "aut", "1950-")]
    assert draft.imprints == [Imprint("", "Bruxelles"), Imprint("Labor", "Paris"), Imprint("Seuil")]
    assert draft.notes == [
        ("note", "Bibliogr.", "fr", ""), ("note", "Index.", "fr", ""), ("contents", "Un -- Deux", "fr", ""),
        ("note", "Thèse ULB 2017", "fr", ""), ("abstract", "Un résumé.", "fr", ""),
        ("review", "Une critique.", "fr", "Le Soir"), ("award", "Prix X", "fr", ""),
    ]  # fmt: skip
    assert draft.other_titles == [
        Title("The border", "parallel"), Title("Frontières", "variant"), Title("Couverture", "cover")
    ]  # fmt: skip
    assert draft.links == [
        ("fulltext", "https://example.org/a.pdf", "Texte"), ("toc", "https://example.org/t", "Table des matières")
    ]  # fmt: skip
    assert draft.subjects == [Term("Roman")]
    assert dict(draft.unread) == {"020$c": 1, "020$2": 1, "040$a": 1, "264$a": 1, "264$b": 1, "264$c": 1}


def test_people_have_the_role_their_code_or_their_words_say(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "100 0 $aJean-Paul$bII,$cpape,$d1920-2005.$4aut$4http://id.loc.gov/vocabulary/relators/edt",
        "700 1 $aMol, Karel,$etraducteur.", "700 1 $aRossi, L.", "700 12$aAutre, X.$tUne œuvre.",
        "700 1 $aVan, K.$ecoiffeur",
        "700 1 $aLié, X.$tŒuvre liée", "110 2 $aBelgique.$bMinistère.", "711 2 $aColloque$cGand$eSection$jorganizer.",
        "700 3 $aBenali (famille)",
    )  # fmt: skip

    assert draft.people == [
        Name("Jean-Paul II", "person", "aut", "1920-2005"), Name("Jean-Paul II", "person", "edt", "1920-2005"),
        Name("Mol, Karel", "person", "trl"), Name("Rossi, L.", "person", "aut"), Name("Autre, X.", "person", "aut"),
        Name("Van, K.", "person", "oth"), Name("Belgique. Ministère", "organisation", "aut"),
        Name("Colloque. Section", "organisation", "org"), Name("Benali (famille)", "organisation", "aut"),
    ]  # fmt: skip
    assert draft.other_titles == [Title("Une œuvre"), Title("Œuvre liée")]
    assert dict(draft.unread) == {"711$c": 1}


def test_subjects_carry_the_language_of_their_vocabulary(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "650  0$aRacism$zBelgium$0(DLC)1", "650  7$aRacisme.$2rameau$0http://example.org/2",
        "650  4$aVocabulaire",
        "651  6$aBruxelles$xHistoire", "653   $aexil$aaccueil", "600 10$aMemmi, Albert,$d1920-2020$xCritique",
        "630 00$aBible.$pPsaumes", "610 20$aUnesco", "690   $aLocal", "082 04$a305/.8$223", "050 00$aHB172$b.B87",
        "084   $a37.01$2bcl",
    )  # fmt: skip

    assert draft.subjects == [
        Term("Racism -- Belgium", "", "en", "Racism"), Term("Racisme", "http://example.org/2", "fr"),
        Term("Vocabulaire"), Term("Bruxelles -- Histoire", "", "fr", "Bruxelles"), Term("Local"),
    ]  # fmt: skip
    assert draft.keywords == ["exil", "accueil", "Memmi, Albert (1920-2020) -- Critique", "Bible -- Psaumes", "Unesco"]
    assert draft.notes == [("note", "Classification : Dewey 305.8 ; LCC HB172 .B87 ; bcl 37.01", "", "")]
    assert draft.unread["650$0"] == 1


@pytest.mark.parametrize(
    ("second", "title", "nonfiling"),
    [
        ("4", "Les écoles", 4),
        ("2", "L'école", 2),
        ("9", "Les écoles", 0),
        ("0", "Les écoles", 0),
        (" ", "Les écoles", 0),
    ],
)
def test_the_second_indicator_says_what_sorting_skips(tmp_path: Path, second: str, title: str, nonfiling: int) -> None:
    assert draft_of(tmp_path, f"245 1{second}$a{title} /").fields["nonfiling"] == nonfiling


@pytest.mark.parametrize(
    ("material", "fields", "kind"),
    [
        ("am", [], "book"), ("as", [], "periodical"), ("ab", [], "article"), ("aa", ["773 0 $tLivre"], "chapter"),
        ("aa", ["773 0 $tRevue$x1234-5679"], "article"), ("gm", [], "film"), ("jm", [], "sound"), ("km", [], "poster"),
        ("mm", [], "web"), ("om", [], "kit"), ("rm", [], "game"), ("am", ["502   $aThèse"], "thesis"), ("ai", [],
        "web"),
        ("am", [f"008 {coded_data({24: 't'})}"], "report"),
        ("am", ["245 10$aTitre$h[videorecording] /"], "film"), ("am", ["245 10$aTitre$h[electronic resource]"], "web"),
    ],
)  # fmt: skip
def test_the_type_is_told_by_leader_codes_and_words(
    tmp_path: Path, material: str, fields: list[str], kind: str
) -> None:
    leader = MARC21_LEADER[:6] + material + MARC21_LEADER[8:]

    assert draft_of(tmp_path, *fields, leader=leader).fields["type"] == kind


def test_an_article_says_where_it_is(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "773 0 $7nnas$tRevue du monde.$dParis$gVol. 2, no 3 (2004), p. 1-9$x1234-5679$w(OCoLC)99",
        "780 00$tAncienne",
        "785 00$tNouvelle",
    )  # fmt: skip

    assert draft.fields["host_title"] == "Revue du monde"
    assert draft.fields["host_part"] == "Vol. 2, no 3 (2004), p. 1-9"
    assert draft.host_keys == ["1234-5679", "99"]
    assert draft.other_titles == [Title("Ancienne", "former")]
    assert draft.notes == [("note", "Suite : Nouvelle", "", "")]


def test_copies_are_read_from_holdings_and_from_koha(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "852   $aBE-X$bSalle 1$h316$iDUP$p000123$zAbîmé",
        "952   $aCENTRE$bANNEXE$cMAG$o316 DUP$p000124$d2026-01-31$10$70",
        "952   $bANNEXE$i55$12$41",
    )  # fmt: skip

    assert draft.copies == [
        Copy("BE-X, Salle 1", "316 DUP", "000123", note="Abîmé"),
        Copy("CENTRE", "316 DUP", "000124", note="MAG", acquired_on="2026-01-31"),
        Copy("ANNEXE", "", "55", "lost", condition="damaged"),
    ]  # fmt: skip


def test_codes_say_language_audience_and_duration(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path,
        f"008 {coded_data({6: 'm', 7: '2001', 11: '2003', 18: '052', 35: 'dut'})}",
        leader=MARC21_LEADER[:6] + "gm" + MARC21_LEADER[8:],
    )

    assert draft.fields["languages"] == ["nl"]
    assert draft.fields["date"] == "2001-2003"
    assert draft.fields["duration_minutes"] == 52
    assert draft_of(tmp_path, "306   $a013000").fields["duration_minutes"] == 90
    assert draft_of(tmp_path, f"008 {coded_data({22: 'j'})}").fields["audience"] == "children"


def test_a_record_without_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RowRefused, match="pas de titre"):
        draft_of(tmp_path, "245 10$cAnne Dupont", "260   $aBruxelles", "650  0$aRacism")
