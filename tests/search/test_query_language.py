"""The query language as any engine answers it: fields, operators, years, values by name, and whatever is broken."""

import time
from collections.abc import Callable

import pytest

from search.contract import SearchEngine, SearchRequest
from tests.search.documents import make_document

Find = Callable[..., list[str]]
ALL = ["bridges", "exil", "kinderen", "porte", "rouletabille", "sorcieres"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:chambre", ["rouletabille"]),
        ("titre:énigme", []),
        ("titel:kinderen", ["kinderen"]),
        ("Titre:CHAMBRES", ["rouletabille"]),
        ('titre:"chambre jaune"', ["rouletabille"]),
        ('titre:"jaune chambre"', []),
        ("titre:« chambre jaune »", ["rouletabille"]),
        ("titre:(chambre mystère)", ["rouletabille"]),
        ("titre:(la chambre)", ["rouletabille"]),
        ("titre:(exil OU pont OU chambre)", ["exil", "rouletabille"]),
        ("titre:sorc*", ["sorcieres"]),
        ("titre:porte-monnaie", ["porte"]),
        ("auteur:leroux", ["porte", "rouletabille"]),
        ("author:leroux titre:bleu", ["porte"]),
        ("auteur:peeters", ["kinderen"]),
        ("onderwerp:sorcellerie", ["sorcieres"]),
        ("sujet:chambre", []),
        ("éditeur:lavoir", ["rouletabille"]),
        ("editeur:lavoir", ["rouletabille"]),
        ("uitgever:leroux", []),
        ("lavoir", []),
        ("isbn:2-253-00549-5", ["rouletabille"]),
        ("isbn:9782253005493", ["rouletabille"]),
        ("isbn:9782253005494", []),
        ("year:1998", ["sorcieres"]),
        ("année:1990..1999", ["sorcieres"]),
        ("annee:1999..1990", ["sorcieres"]),
        ("jaar:..1998", ["rouletabille", "sorcieres"]),
        ("year:2019..", ["bridges", "kinderen"]),
        ("year:2012", ["exil"]),
        ("year:1990-1999", ["sorcieres"]),
        ("year:(1907 OU 2020)", ["kinderen", "rouletabille"]),
        ("-year:1990..", ["porte", "rouletabille"]),
        ("type:game", ["porte"]),
        ("type:jeu", ["porte"]),
        ("type:game OU type:rapport", ["bridges", "porte"]),
        ("type:(jeu OU rapport)", ["bridges", "porte"]),
        ("langue:nl", ["kinderen"]),
        ("langue:néerlandais", ["kinderen"]),
        ("taal:Nederlands", ["kinderen"]),
        ("language:turkish", ["exil"]),
        ("langue:français -type:livre", ["exil", "porte"]),
        ("chambre OU pont OU exil", ["exil", "rouletabille"]),
        ("chambre OR exil", ["exil", "rouletabille"]),
        ("chambre OF exil", ["exil", "rouletabille"]),
        ("chambre ou exil", []),
        ("chambre ET jaune", ["rouletabille"]),
        ("chambre AND exil", []),
        ("chambre EN jaune", ["rouletabille"]),
        ("leroux SAUF bleu", ["rouletabille"]),
        ("leroux NOT bleu", ["rouletabille"]),
        ("leroux NIET bleu", ["rouletabille"]),
        ("leroux ET SAUF bleu", ["rouletabille"]),
        ("leroux -(bleu jeu)", ["rouletabille"]),
        ("leroux -titre:bleu", ["rouletabille"]),
        ("NOT leroux", ["bridges", "exil", "kinderen", "sorcieres"]),
        ("exil OU SAUF leroux", ["bridges", "exil", "kinderen", "sorcieres"]),
        ("NOT (NOT exil)", ["exil"]),
        ("exil OU leroux bleu", ["exil", "porte"]),
        ("(exil OU leroux) bleu", ["porte"]),
        ("bleu (exil OU leroux)", ["porte"]),
        ("leroux (jaune OU (bleu exil))", ["rouletabille"]),
        ("langue(s) exil", []),
        ("EXIL OU CHAMBRE", []),
        ("1907 OU 2020", []),
    ],
)
def test_language_finds(find: Find, query: str, found: list[str]) -> None:
    assert sorted(find(query)) == found


@pytest.mark.parametrize(
    ("query", "found", "problems"),
    [
        ("(chambre", ["rouletabille"], [("open", "")]),
        ("chambre)", ["rouletabille"], [("close", "")]),
        (")(chambre))", ["rouletabille"], [("close", "")]),
        ("chambre ET", ["rouletabille"], [("operator", "ET")]),
        ("OU chambre", ["rouletabille"], [("operator", "OU")]),
        ("chambre OU OU exil", ["exil", "rouletabille"], [("operator", "OU")]),
        ("chambre SAUF", ["rouletabille"], [("operator", "SAUF")]),
        ("SAUF", ALL, [("operator", "SAUF")]),
        ("chambre:jaune", ["rouletabille"], [("field", "chambre")]),
        ('chambre:"jaune"', ["rouletabille"], [("field", "chambre")]),
        ("titre: chambre", [], [("space", "titre:")]),
        ("titre:)", [], [("space", "titre:"), ("close", "")]),
        ("année:jaune", ["rouletabille"], [("year", "jaune")]),
        ("type:chambre", ["rouletabille"], [("type", "chambre")]),
        ("langue:chambre", ["rouletabille"], [("language", "chambre")]),
        ('"chambre jaune', ["rouletabille"], [("quote", "")]),
        ("EXIL OU CHAMBRE", [], [("capitals", "OU")]),
        ("https://example.org/chambre", [], []),
        ("Guerre et paix (roman)", [], []),
        ("(" * 60 + "chambre" + ")" * 60, ["rouletabille"], [("deep", ""), ("close", "")]),
        ("chambre " * 60, ["rouletabille"], [("long", "")]),
        ("NOT " * 60 + "leroux", ["bridges", "exil", "kinderen", "sorcieres"], []),
    ],
)
def test_broken_query_is_read_as_well_as_it_can_be(
    find: Find, query: str, found: list[str], problems: list[tuple[str, str]]
) -> None:
    from search.query import parse_query

    assert sorted(find(query)) == found
    assert [(problem.kind, problem.text) for problem in parse_query(query).problems] == problems


@pytest.mark.parametrize(
    "query",
    ["(" * 400, ")" * 400, "((a OU " * 60, "titre:(" * 50, "NOT " * 100, "-(" * 200, "a OU " * 80, ":" * 400,
     "titre:" * 70, 'titre:"' * 60, "année:.." , "année:99999..", "..", "-..", "year:-5..-1", "type:", "type:*",
     "(a (b (c (d (e (f (g (h (i (j (k", "ET OU SAUF", "et", "() () ()", "-()", "NOT ()", "titre:()", "é:é",
     "isbn:", "isbn:x", "isbn:(a OU b)", "titre:-a", "a-(b", "-" * 300, "AND(OR)NOT", "\u202etitre:a", "titre:\x00"],
)  # fmt: skip
def test_broken_query_never_fails_and_stays_quick(library: SearchEngine, query: str) -> None:
    started = time.perf_counter()

    results = library.search(SearchRequest(query=query, facets=("type",), histogram=True))

    assert results.total >= 0
    assert time.perf_counter() - started < 1.0


def test_language_ranks_the_field_asked(empty_engine: SearchEngine) -> None:
    documents = [
        make_document("other", "Un autre livre", other_titles=["Passerelles, encore et encore"]),
        make_document("title", "Passerelles"),
    ]
    with empty_engine.exclusive(1.0):
        empty_engine.write(documents, [])

    hits = empty_engine.search(SearchRequest(query="titre:passerelles")).hits

    assert [hit.card["key"] for hit in hits] == ["title", "other"]


def test_facets_and_highlights_follow_the_language(library: SearchEngine) -> None:
    results = library.search(SearchRequest(query="titre:(exil OU chambre) -type:report", facets=("type",)))

    assert sorted((value.value, value.count) for value in results.facets["type"]) == [("article", 1), ("book", 1)]
    assert {hit.title_html for hit in results.hits} == {
        "L’<mark>exil</mark> et le retour", "Le mystère de la <mark>chambre</mark> jaune",
    }  # fmt: skip
    assert [hit.snippet_html for hit in results.hits if "<mark>" in hit.snippet_html] == []


def test_what_is_excluded_is_not_marked(library: SearchEngine) -> None:
    (hit,) = library.search(SearchRequest(query="(mystère OU exil) SAUF retour")).hits

    assert hit.title_html == "Le <mark>mystère</mark> de la chambre jaune"


def test_count_agrees_with_the_search(library: SearchEngine) -> None:
    for query in ("", "leroux", "titre:chambre", "NOT leroux"):
        request = SearchRequest(query=query, filters={"language": ("fr",)})
        assert library.count(request) == library.search(request).total
