"""What UNIMARC fields become, one after the other."""

from pathlib import Path

import pytest

from core.folders.rows import RowRefused, SourceRow
from directory.relators import RELATORS
from directory.responsibility import Name
from resources.imports.marc.reader import open_marc
from resources.imports.marc.roles import UNIMARC_ROLES, role_of_code
from resources.imports.rows import Copy, Draft, Imprint, Term, Title
from tests.factories.marc import CODED, UNIMARC_LEADER, iso2709, made


def draft_of(folder: Path, *lines: str, leader: str = UNIMARC_LEADER, titled: bool = True) -> Draft:
    """The draft of one record, which has a title unless it should not."""
    start = [f"100   $a{CODED}"] if not any(line.startswith("100") for line in lines) else []
    start += ["200 1 $aTitre"] if titled and not any(line.startswith("200") for line in lines) else []
    path = folder / "notice.mrc"
    path.write_bytes(iso2709(made(*start, *lines), leader=leader))
    found = open_marc(path)
    (row,) = found.rows()
    assert isinstance(row, SourceRow)
    return found.draft(row)


def leader(material: str) -> str:
    """A leader for a material and a bibliographic level: “as”, “gm”."""
    return UNIMARC_LEADER[:6] + material + UNIMARC_LEADER[8:]


def test_a_whole_record_is_read_field_by_field(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "001 FR-12", "003 https://catalogue.example.org/12", "005 20260101",
        "010   $a2-07-042333-6$bbr.$d9 EUR",
        "010   $z2-07-042333-0", "011   $a0028-0836", "073  0$a3260050835374", "101 1 $afre$afre$aeng$cger",
        "102   $aBE",
        "200 1 $a\x98La \x9cfrontière$bTexte imprimé$erécits$eet portraits$fAnne Dupont$gtraduit par Karel Mol",
        "205   $a2e éd. revue", "210   $aParis$aBruxelles$cSeuil$cLabor$dcop. 2018",
        "215   $a168 p.$cill.$d24 cm$e1 CD",
        "225 1 $aMondes$v3", "410  0$tMondes$x1234-5678$v3", "300   $aBibliogr.", "320   $aIndex", "327 0 $aUn$aDeux",
        "328   $bThèse$cSociologie$eULB$d2017", "330   $aUn résumé.", "333   $aEnfants dès 8 ans",
        "500 10$aDie Grenze", "510 1 $aThe border$zeng", "517 1 $aFrontières", "801  0$aBE$bCBAI",
        "856 4 $uhttps://example.org/a.pdf$zTexte intégral", "856 42$uhttps://example.org/s$zSommaire",
    )  # fmt: skip

    assert draft.identifier == "FR-12"
    assert draft.fields == {
        "type": "thesis", "title": "La frontière", "nonfiling": 3, "subtitle": "récits : et portraits",
        "responsibility": "Anne Dupont ; traduit par Karel Mol", "edition": "2e éd. revue", "date": "cop. 2018",
        "extent": "168 p. : ill.", "dimensions": "24 cm", "accompanying": "1 CD", "series": "Mondes",
        "series_number": "3",
        "languages": ["fr", "en"], "original_languages": ["de"], "audience": "children", "age_min": 8,
        "original_title": "Die Grenze",
    }  # fmt: skip
    assert draft.numbers == [
        ("isbn", "2-07-042333-6"), ("isbn", "2-07-042333-0"), ("issn", "0028-0836"), ("ean", "3260050835374")
    ]  # fmt: skip
    assert draft.imprints == [Imprint("", "Paris"), Imprint("Seuil", "Bruxelles"), Imprint("Labor")]
    assert draft.notes == [
        ("note", "Bibliogr.", "", ""), ("note", "Index", "", ""), ("contents", "Un\nDeux", "", ""),
        ("note", "Thèse, Sociologie, ULB, 2017", "", ""), ("abstract", "Un résumé.", "", ""),
    ]  # fmt: skip
    assert draft.other_titles == [Title("The border", "parallel", "en"), Title("Frontières", "variant")]
    assert draft.links == [
        ("about", "https://catalogue.example.org/12", "Notice d’origine"),
        ("fulltext", "https://example.org/a.pdf", "Texte intégral"), ("toc", "https://example.org/s", "Sommaire"),
    ]  # fmt: skip
    assert dict(draft.unread) == {"010$b": 1, "010$d": 1, "410$x": 1, "102$a": 1}


def test_people_come_with_their_roles_and_dates(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "700  1$3cb123$aDupont$bAnne$f1950-$4070$4440", "701  0$aJean-Paul$dII$4080",
        "702  1$aMol$bKarel$4730",
        "702  1$aRossi$bLuca", "710 02$aBelgique$bMinistère de la culture$4651", "711 12$aColloque$4557",
        "712 02$aSeuil$4650", "720  1$aBenali", "701  1$aPeeters$bJan$4zzz",
    )  # fmt: skip

    assert draft.people == [
        Name("Dupont, Anne", "person", "aut", "1950-"), Name("Dupont, Anne", "person", "ill", "1950-"),
        Name("Belgique. Ministère de la culture", "organisation", "edt"), Name("Benali", "organisation", "aut"),
        Name("Jean-Paul II", "person", "aui"), Name("Mol, Karel", "person", "trl"),
        Name("Rossi, Luca", "person", "ctb"), Name("Colloque", "organisation", "org"),
        Name("Seuil", "organisation", "pbl"),
        Name("Peeters, Jan", "person", "oth"),
    ]  # fmt: skip
    assert dict(draft.unread) == {"700$3": 1, "701$4": 1}


def test_the_main_heading_comes_first_whatever_its_tag(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "701  1$aDupont$bAnne$4070", "702  1$aMol$bKarel$4730", "710 02$aCollectif$4070$4440")

    assert [(name.name, name.role) for name in draft.people] == [
        ("Collectif", "aut"), ("Collectif", "ill"), ("Dupont, Anne", "aut"), ("Mol, Karel", "trl")
    ]  # fmt: skip


def test_every_code_of_a_role_leads_to_one_of_the_house() -> None:
    house = {code for code, _name in RELATORS}

    assert set(UNIMARC_ROLES.values()) <= house
    assert [role_of_code(code) for code in ("070", "730", "440", "340", "650", "080", "600")] == [
        "aut", "trl", "ill", "edt", "pbl", "aui", "pht"
    ]  # fmt: skip
    assert [role_of_code(code) for code in ("aut", "cre", "http://id.loc.gov/vocabulary/relators/trl", "nothing")] == [
        "aut", "aut", "trl", ""
    ]  # fmt: skip


def test_subjects_are_terms_and_who_a_document_is_about_are_words(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "606   $3https://example.org/c/1$aGravure$yFrance$z16e siècle$2rameau", "606   $3119$aRacisme",
        "607   $aBruxelles$xHistoire", "608   $aRoman", "606   $aRacism$2lcsh", "610 0 $aexil$aaccueil", "610 0 $aexil",
        "600  1$aMemmi$bAlbert$f1920-2020$xCritique", "601 02$aUnesco$bBureau", "605   $aBible",
        "675   $a316.7", "676   $a305.8$v23", "686   $a37.01$2Thésaurus",
    )  # fmt: skip

    assert draft.subjects == [
        Term("Gravure -- France -- 16e siècle", "https://example.org/c/1", "fr", "Gravure"), Term("Racisme"),
        Term("Bruxelles -- Histoire", "", "fr", "Bruxelles"), Term("Roman"), Term("Racism", "", "en"),
    ]  # fmt: skip
    assert draft.keywords == ["exil", "accueil", "Memmi, Albert (1920-2020) -- Critique", "Unesco. Bureau", "Bible"]
    assert draft.notes == [("note", "Classification : CDU 316.7 ; Dewey 305.8 ; Thésaurus 37.01", "", "")]
    assert dict(draft.unread) == {"606$3": 1, "676$v": 1}


@pytest.mark.parametrize(
    ("written", "title", "nonfiling"),
    [
        ("\x98Le \x9cpapier", "Le papier", 3),
        ("\x98L’\x9cécole", "L’école", 2),
        ("\x88Les\x89 écoles", "Les écoles", 4),
        ("¬Le ¬papier", "Le papier", 3),
        ("<<Het >>papier", "Het papier", 4),
        ("Un ¬ seul signe", "Un ¬ seul signe", 0),
        ("Papier", "Papier", 0),
    ],
)
def test_what_sorting_skips_is_taken_from_its_marks(tmp_path: Path, written: str, title: str, nonfiling: int) -> None:
    draft = draft_of(tmp_path, f"200 1 $a{written}")

    assert (draft.fields["title"], draft.fields["nonfiling"]) == (title, nonfiling)


def test_titles_in_several_parts_keep_their_order(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "200 1 $aHistoire$hTome 2$iLe peuple$d= Geschiedenis$zdut$aAutre œuvre$cTroisième / $eunies$fX"
    )

    assert draft.fields["title"] == "Histoire. Tome 2, Le peuple"
    assert draft.fields["subtitle"] == "unies"
    assert draft.other_titles == [
        Title("Geschiedenis", "parallel", "nl"), Title("Autre œuvre"), Title("Troisième"),
    ]  # fmt: skip


def test_a_record_without_title_is_refused(tmp_path: Path) -> None:
    for lines in (["001 1"], ["001 1", "200 1 $fAnne Dupont"], ["001 1", "200 1 $a   "]):
        with pytest.raises(RowRefused, match="pas de titre"):
            draft_of(tmp_path, *lines, titled=False)


@pytest.mark.parametrize(
    ("material", "fields", "kind"),
    [
        ("am", [], "book"), ("as", [], "periodical"), ("gm", [], "film"), ("im", [], "sound"), ("jm", [], "sound"),
        ("km", [], "poster"), ("lm", [], "web"), ("mm", [], "kit"), ("rm", [], "game"), ("ai", [], "web"),
        ("aa", ["463  0$tUn livre"], "chapter"), ("aa", ["461  0$tRevue$x1234-5678"], "article"),
        ("aa", ["461  0$tRevue", "463  0$tNuméro de mai"], "article"), ("aa", ["463  0$tRevue$vn° 12"], "article"),
        ("am", ["105   $aa   m  000yy"], "thesis"), ("am", ["105   $aa   p  000yy"], "report"),
        ("am", ["328   $aThèse"], "thesis"), ("am", ["200 1 $aT$bImages animées"], "film"),
        ("am", ["200 1 $aT$bTexte imprimé"], "book"), ("aa", ["990   $atype$bissue"], "issue"),
    ],
)  # fmt: skip
def test_the_type_is_told_by_leader_codes_and_words(
    tmp_path: Path, material: str, fields: list[str], kind: str
) -> None:
    assert draft_of(tmp_path, *fields, leader=leader(material)).fields["type"] == kind


def test_an_article_says_where_it_is(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "461  0$0FR-99$tRevue du monde$x1234-5679$v12", "463  0$tNuméro spécial$d2004$pp. 3-9",
        leader=leader("aa"),
    )  # fmt: skip

    assert draft.fields["host_title"] == "Revue du monde"
    assert draft.fields["host_part"] == "Numéro spécial, 12, 2004, p. 3-9"
    assert draft.host_keys == ["FR-99", "1234-5679"]


def test_linking_fields_with_embedded_fields_say_the_same(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "461  0$1001FR-99$12001 $aRevue du monde$v12$1011  $a1234-5679$1210  $d2004$1215  $ap. 3-9$1700  $aX",
        "454  1$12001 $aDie Grenze", leader=leader("aa"),
    )  # fmt: skip

    assert draft.fields["host_title"] == "Revue du monde"
    assert draft.fields["host_part"] == "12, 2004, p. 3-9"
    assert draft.fields["original_title"] == "Die Grenze"
    assert draft.host_keys == ["FR-99", "1234-5679"]
    assert dict(draft.unread) == {"461$1": 1}


def test_the_pieces_of_a_volume_are_its_contents(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, "464  0$tPremière pièce", "464  0$tSeconde", "423  0$tUn supplément")

    assert draft.notes == [
        ("contents", "Première pièce", "", ""), ("contents", "Seconde", "", ""),
        ("note", "Publié avec : Un supplément", "", ""),
    ]  # fmt: skip
    assert "host_title" not in draft.fields


def test_copies_are_read_with_place_mark_number_and_remark(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "995   $bCENTRE$cANNEXE$f000123$k316 DUP$u2e salle$5 2026-01-31$rzz", "995   $aCentre$j55$oe",
        "930   $b751131015:4$aA 12", "995   $rzz",
        "995   $cCBAI$k1$olost$9condition:worn$9origin:gift$9removed_on:2026-02-01",
    )  # fmt: skip

    assert draft.copies == [
        Copy("ANNEXE", "316 DUP", "000123", "available", "2e salle", "2026-01-31"), Copy("Centre", "", "55"),
        Copy("751131015", "A 12"),
        Copy("CBAI", "1", "", "lost", condition="worn", origin="gift", removed_on="2026-02-01"),
    ]  # fmt: skip
    assert dict(draft.unread) == {"995$r": 2, "995$o": 1}


def test_publishers_dates_and_extents_of_old_records_are_told_apart(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "210   $aLondres, Muse Press ; B. Quill$a(Oxford, impr. par J. Doe)$d1927. In-4, 23 p., fac-sim."
    )

    assert draft.imprints == [Imprint("Muse Press", "Londres"), Imprint("B. Quill")]
    assert (draft.fields["date"], draft.fields["extent"]) == ("1927", "In-4, 23 p., fac-sim.")
    assert draft.notes == [("note", "Impression : Oxford, impr. par J. Doe", "", "")]


@pytest.mark.parametrize(
    ("lines", "imprints", "date"),
    [
        (["210   $a[S.l.]$c[s.n.]$d[199-]"], [], "[199-]"),
        (["214  0$aParis$cSeuil$d2020", "214  4$d2019", "214  3$aGand$cImpr. X"], [Imprint("Seuil", "Paris")], "2020"),
        (["214  0$aParis$cSeuil", "214  4$dC 2019"], [Imprint("Seuil", "Paris")], "C 2019"),
        (["210   $cSeuil", "102   $aFR"], [Imprint("Seuil", "France")], "2018"),
        (["102   $aBE"], [Imprint("", "Belgique")], "2018"),
        (["210   $aCambridge, Mass.$cMIT$d1990"], [Imprint("MIT", "Cambridge, Mass.")], "1990"),
    ],
)
def test_an_imprint_is_who_published(tmp_path: Path, lines: list[str], imprints: list[Imprint], date: str) -> None:
    draft = draft_of(tmp_path, *lines)

    assert (draft.imprints, draft.fields["date"]) == (imprints, date)


def test_more_than_one_series_is_kept(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "225 1 $aMondes$iPetits$v3", "225 1 $aDébats$v4", "410  0$tMondes. Petits", "410  0$tDébats$v4"
    )

    assert (draft.fields["series"], draft.fields["series_number"]) == ("Mondes. Petits", "3")
    assert draft.notes == [("note", "Collection : Débats ; 4", "", "")]


@pytest.mark.parametrize(
    ("words", "audience", "ages"),
    [
        ("Tout public", "general", (None, None)), ("De 6 à 12 ans", "", (6, 12)), ("Adolescents", "teenagers",
        (None, None)),
        ("Enseignants et formateurs", "teachers", (None, None)), ("À partir de 14 ans", "", (14, None)),
        ("Professionnels de la santé", "professionals", (None, None)), ("Adultes", "adults", (None, None)),
    ],
)  # fmt: skip
def test_for_whom_is_read_from_words(
    tmp_path: Path, words: str, audience: str, ages: tuple[int | None, int | None]
) -> None:
    fields = draft_of(tmp_path, f"333   $a{words}").fields

    assert (fields.get("audience", ""), (fields.get("age_min"), fields.get("age_max"))) == (audience, ages)


def test_codes_say_audience_duration_and_year_where_words_do_not(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "100   $a20261121f19701972b  y0frey50      ba", "115   $aa052cc", leader=leader("gm"),
    )  # fmt: skip

    assert (draft.fields["audience"], draft.fields["date"], draft.fields["duration_minutes"]) == (
        "children",
        "1970-1972",
        52,
    )


def test_a_record_without_number_is_known_by_what_it_says(tmp_path: Path) -> None:
    lines = ["200 1 $aTitre", "700  1$aDupont$4070", "010   $a2070423336"]

    first, again = draft_of(tmp_path, *lines), draft_of(tmp_path, *lines, "300   $aUne note de plus")
    other = draft_of(tmp_path, *lines[:1], "700  1$aMartin$4070", lines[2])

    assert first.identifier == again.identifier != other.identifier
    assert len(first.identifier) == 32
    assert draft_of(tmp_path, "035   $a(FR)99").identifier == "(FR)99"


def test_an_exact_field_has_the_last_word_unless_it_is_wrong(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path, "333   $aEnfants", "990   $aaudience$bteachers", "990   $alevels$bprimary", "990   $alevels$bhigher",
        "990   $aage_min$btrois", "990   $asecret$bx", "990   $atype$bnothing", "990   $alanguages$bpt-BR",
        "990   $aobjectives$bVivre ensemble",
    )  # fmt: skip

    assert draft.fields["audience"] == "teachers"
    assert draft.fields["levels"] == ["primary", "higher"]
    assert draft.fields["languages"] == ["pt-BR"]
    assert draft.fields["objectives"] == "Vivre ensemble"
    assert draft.fields["type"] == "book"
    assert dict(draft.unread) == {"990$b": 3}
