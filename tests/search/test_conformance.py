"""What any engine promises: the search contract, behaviour by behaviour."""

import time
from collections.abc import Callable

import pytest

from search.contract import FacetValue, SearchDocument, SearchEngine, SearchHit, SearchRequest, TextPart
from tests.search.documents import LIBRARY, TALK, make_document

Find = Callable[..., list[str]]
PLANK = "Au début, la passerelle était une simple <mark>planche</mark> de bois."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mystere", ["rouletabille"]),
        ("MYSTÈRE CHAMBRE", ["rouletabille"]),
        ("chambre mystère", ["rouletabille"]),
        ("sorciere", ["sorcieres"]),
        ("sorcières", ["sorcieres"]),
        ("l'exil", ["exil"]),
        ("L’EXIL", ["exil"]),
        ("d'Italie", ["sorcieres"]),
        ("italie", ["sorcieres"]),
        ("oeuvre", ["exil"]),
        ("œuvres", ["exil"]),
        ("migration", ["exil"]),
        ("migrant", ["exil"]),
        ("chevaux", ["porte"]),
        ("kind", []),
        ("kinderen", ["kinderen"]),
        ("taal", ["kinderen"]),
        ("bridge", ["bridges"]),
        ("neighbour", ["bridges"]),
        ("arc-en-ciel", ["exil"]),
        ("arcenciel", ["exil"]),
        ("porte monnaie", ["porte"]),
        ("porte-monnaie", ["porte"]),
        ("portemonnaie", ["porte"]),
        ("o'brien", ["bridges"]),
        ("oz selma", ["exil"]),
        ("sorcellerie", ["sorcieres"]),
        ("9782253005493", ["rouletabille"]),
        ("978-2-253-00549-3", ["rouletabille"]),
        ("978 2 253 00549 3", ["rouletabille"]),
        ("2-253-00549-5", ["rouletabille"]),
        ("[L']exil", ["exil"]),
        ("[Le ]mystère", ["rouletabille"]),
        ("M05915-4 H", ["sorcieres"]),
        ('"chambre jaune"', ["rouletabille"]),
        ('"jaune chambre"', []),
        ("« retour »", ["exil"]),
        ("migr*", ["exil"]),
        ("sorc*", ["sorcieres"]),
        ("mystère bleu", []),
        ("la chambre", ["rouletabille"]),
        ("chambre dans la maison", []),
        ("chambre -jaune", []),
    ],
)
def test_search_finds(find: Find, query: str, found: list[str]) -> None:
    assert find(query) == found


@pytest.mark.parametrize("query", ["Leroux Gaston", "Gaston Leroux", "leroux, gaston", "LEROUX"])
def test_search_finds_people_in_any_order(find: Find, query: str) -> None:
    assert sorted(find(query)) == ["porte", "rouletabille"]


def test_search_ranks_the_whole_title_first(empty_engine: SearchEngine) -> None:
    documents = [
        make_document("long", "La guerre et la paix dans les romans russes", text="guerre paix " * 30),
        make_document("exact", "Guerre et paix"),
        make_document("text", "Autre chose", text="guerre et paix, guerre et paix"),
    ]
    with empty_engine.exclusive(1.0):
        empty_engine.write(documents, [])

    hits = empty_engine.search(SearchRequest(query="guerre et paix")).hits

    assert [hit.card["key"] for hit in hits] == ["exact", "long", "text"]


@pytest.mark.parametrize(
    "query",
    ["", " ", "*", "***", '"', '""', "-", "- -", "AND OR NOT", "(", "[a TO b]", "a:b", "\\", "~", "'", "l'", "%00",
     "\x00\x01", "🦄", "ا", "' OR 1=1 --", "<script>alert(1)</script>", "a" * 10_000, "mot " * 3000, '"' * 500,
     "a* b* c*", "-chambre", "«", "/.*/", "^", "{!lucene}", "\ud800"],
)  # fmt: skip
def test_search_never_fails_and_stays_quick(library: SearchEngine, query: str) -> None:
    started = time.perf_counter()

    results = library.search(SearchRequest(query=query))

    assert results.total >= 0
    assert time.perf_counter() - started < 2.0


def test_facets_count_truly(library: SearchEngine) -> None:
    results = library.search(SearchRequest(facets=("type", "language", "concept")))

    assert sorted((value.value, value.count) for value in results.facets["type"]) == [
        ("article", 1), ("book", 3), ("game", 1), ("report", 1),
    ]  # fmt: skip
    assert sorted((value.value, value.count) for value in results.facets["language"]) == [
        ("en", 1), ("fr", 4), ("nl", 1), ("tr", 1),
    ]  # fmt: skip
    assert results.facets["concept"] == [FacetValue("1", 2), FacetValue("2", 1)]


def test_facets_widen_within_and_narrow_across(library: SearchEngine) -> None:
    wide = SearchRequest(filters={"type": ("book", "article")}, facets=("type", "language"))
    narrow = SearchRequest(filters={"type": ("book", "article"), "language": ("nl",)}, facets=("type", "language"))

    assert library.search(wide).total == 4
    assert library.search(narrow).total == 1
    types = {value.value: value.count for value in library.search(wide).facets["type"]}
    assert types == {"book": 3, "article": 1, "game": 1, "report": 1}
    languages = {value.value: value.count for value in library.search(narrow).facets["language"]}
    assert languages == {"fr": 3, "tr": 1, "nl": 1}


def test_facet_keeps_a_chosen_value_without_documents(library: SearchEngine) -> None:
    request = SearchRequest(query="chambre", filters={"type": ("report",)}, facets=("type",))

    results = library.search(request)

    assert results.total == 0
    assert results.facets["type"] == [FacetValue("book", 1), FacetValue("report", 0)]


def test_years_filter_by_overlap_and_draw_periods(library: SearchEngine) -> None:
    results = library.search(SearchRequest(years=(2012, 2019), histogram=True))

    assert sorted(hit.card["key"] for hit in results.hits) == ["bridges", "exil"]
    assert sum(count for _, count in results.years) == 5


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ("newest", ["kinderen", "bridges", "exil", "sorcieres", "rouletabille", "porte"]),
        ("oldest", ["rouletabille", "sorcieres", "exil", "bridges", "kinderen", "porte"]),
    ],
)
def test_sort_by_date_puts_undated_last(find: Find, sort: str, keys: list[str]) -> None:
    assert find(sort=sort) == keys


def test_sort_by_title_follows_the_sorting_form(empty_engine: SearchEngine) -> None:
    documents = [
        make_document("z", "Zèbre", sort_title="zebre"),
        make_document("e", "L’été", sort_title="ete"),
        make_document("a", "À table", sort_title="a table"),
    ]
    with empty_engine.exclusive(1.0):
        empty_engine.write(documents, [])

    hits = empty_engine.search(SearchRequest(sort="title")).hits

    assert [hit.card["key"] for hit in hits] == ["a", "e", "z"]


def test_highlight_marks_inflexions_and_escapes(library: SearchEngine) -> None:
    (hit,) = library.search(SearchRequest(query="cheval compter")).hits

    assert hit.snippet_html == (
        "Un jeu &lt;b&gt;pour&lt;/b&gt; <mark>compter</mark>, <mark>chevaux</mark> et <mark>cheval</mark> compris."
    )


def test_highlight_marks_the_title_without_its_elided_article(library: SearchEngine) -> None:
    (hit,) = library.search(SearchRequest(query="exil")).hits

    assert hit.title_html == "L’<mark>exil</mark> et le retour"


def only_hit(engine: SearchEngine, query: str, *documents: SearchDocument) -> SearchHit:
    """The one answer of an engine that holds these documents."""
    with engine.exclusive(1.0):
        engine.write(documents, [])
    (hit,) = engine.search(SearchRequest(query=query)).hits
    return hit


@pytest.mark.parametrize(
    ("query", "place", "html"),
    [
        ("planche", ("#t=704", "Salomé, 11:44"), PLANK),
        ("planche titre:traverser", ("#t=704", "Salomé, 11:44"), PLANK),
        ("bonjour", ("#t=0", "Awa, 0:00"), "<mark>Bonjour</mark>, ici le fleuve."),
        ("racontent", ("", ""), "Des gens <mark>racontent</mark> un fleuve."),
        ("fleuve", ("#t=0", "Awa, 0:00"), "Bonjour, ici le <mark>fleuve</mark>."),
        ("rivière basse", ("#t=712", "Awa, 11:52"),
         "Maintenant on traverse la <mark>rivière</mark> quand elle est <mark>basse</mark>, à pied."),
        ('"rivière quand elle"', ("#t=712", "Awa, 11:52"),
         "Maintenant on traverse la <mark>rivière quand elle</mark> est basse, à pied."),
        ('"basse à pied"', ("#t=716", "Awa, 11:56"),
         "Maintenant on traverse la rivière quand elle est <mark>basse</mark>, <mark>à pied</mark>."),
    ],
)  # fmt: skip
def test_hit_leads_to_the_place_of_the_matched_words(
    empty_engine: SearchEngine, query: str, place: tuple[str, str], html: str
) -> None:
    hit = only_hit(empty_engine, query, TALK)

    assert (hit.anchor, hit.label, hit.snippet_html) == (*place, html)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ('"était une simple planche"', 1),
        ('"la rivière quand elle est basse"', 1),
        ('"de bois maintenant"', 0),
        ('"fleuve au début"', 0),
        ('"à pied de boten"', 0),
    ],
)
def test_phrase_runs_on_only_where_the_text_does(empty_engine: SearchEngine, query: str, total: int) -> None:
    with empty_engine.exclusive(1.0):
        empty_engine.write([TALK], [])

    assert empty_engine.search(SearchRequest(query=query)).total == total


def test_part_in_another_language_is_stemmed_and_shown_in_it(empty_engine: SearchEngine) -> None:
    hit = only_hit(empty_engine, "boot", TALK)

    assert (hit.snippet_html, hit.snippet_language, hit.language) == ("De <mark>boten</mark> liggen laag.", "nl", "fr")


def test_without_a_match_no_place_is_shown(empty_engine: SearchEngine) -> None:
    bare = make_document("bare", "Sans résumé")
    bare.parts = [TextPart("Bonjour.", "#t=0", "Awa, 0:00")]
    hit = only_hit(empty_engine, "résumé", bare)

    assert (hit.snippet_html, hit.anchor, hit.label) == ("", "", "")


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("sésame", "#t=2000"),
        ("sesam*", "#t=2000"),
        ('"sésame ouvre toi"', "#t=2000"),
        ('"mot 998 mot 999"', "#t=3992"),
        ("sésame 502", "#t=2000"),
        ("chevaux", "#t=2000"),
    ],
)
def test_one_part_among_a_thousand_is_found(empty_engine: SearchEngine, query: str, anchor: str) -> None:
    long = make_document("long", "Une heure")
    long.parts = [
        TextPart(f"mot {number}", f"#t={number * 4}", f"{number}", goes_on=number % 10 != 9) for number in range(1000)
    ]
    long.parts[500] = TextPart("Sésame", "#t=2000", "500", goes_on=True)
    long.parts[501] = TextPart("ouvre-toi, cheval", "#t=2004", "501", goes_on=True)
    hit = only_hit(empty_engine, query, long)

    assert hit.anchor == ("#t=2004" if query == "chevaux" else anchor)


def test_the_tightest_stretch_is_shown_first(empty_engine: SearchEngine) -> None:
    document = make_document("two", "Deux endroits")
    far = "La rivière a deux rives, " + "dit-on, et des arbres tout au long, " * 3 + "parfois basse."
    document.parts = [TextPart(far, "#t=1", "1"), TextPart("La rivière est basse.", "#t=90", "90")]

    assert only_hit(empty_engine, "rivière basse", document).anchor == "#t=90"


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("mistere", "mystère"),
        ("sorceires", "sorcières"),
        ("chmabre jaune", "chambre jaune"),
        ("mystère", ""),
        ("xyzzyq", ""),
    ],
)
def test_spelling_is_suggested_with_accents(library: SearchEngine, query: str, suggestion: str) -> None:
    assert library.search(SearchRequest(query=query)).suggestion == suggestion


def test_misspellings_are_searched_and_never_suggested(empty_engine: SearchEngine) -> None:
    document = make_document("fuite", "Partir", subjects=["exil"], misspellings=["éxil", "eksil"])
    with empty_engine.exclusive(1.0):
        empty_engine.write([document], [])

    found = [empty_engine.search(SearchRequest(query=query)).total for query in ("exil", "eksil", "subject:eksil")]

    assert found == [1, 1, 1]
    assert empty_engine.search(SearchRequest(query="exyl")).suggestion == "exil"


def test_write_replaces_and_forgets(library: SearchEngine) -> None:
    changed = make_document("exil", "Le départ")
    gone = next(document for document in LIBRARY if document.title.startswith("Building"))
    with library.exclusive(1.0):
        library.write([changed], [(gone.kind, gone.uuid)])

    assert library.search(SearchRequest(query="exil retour")).total == 0
    assert library.search(SearchRequest(query="départ")).total == 1
    assert library.search(SearchRequest(query="bridges")).total == 0
    assert library.search(SearchRequest()).total == len(LIBRARY) - 1


def test_kinds_limit_the_search(library: SearchEngine) -> None:
    with library.exclusive(1.0):
        library.write([make_document("page", "La chambre d’hôtes", kind="test.page")], [])

    assert library.search(SearchRequest(query="chambre")).total == 2
    assert library.search(SearchRequest(query="chambre", kinds=("test.page",))).total == 1


def test_pages_do_not_overlap(library: SearchEngine) -> None:
    pages = [
        [hit.card["key"] for hit in library.search(SearchRequest(sort="title", page=page, per_page=4)).hits]
        for page in (1, 2, 3)
    ]

    assert [len(page) for page in pages] == [4, 2, 0]
    assert len({key for page in pages for key in page}) == len(LIBRARY)


def test_count_facet_is_exact(library: SearchEngine) -> None:
    assert library.count_facet("concept", ["1", "2", "99"]) == {"1": 2, "2": 1, "99": 0}
    many = [str(number) for number in range(200)]
    assert library.count_facet("concept", many) == {**dict.fromkeys(many, 0), "1": 2, "2": 1}


def test_rebuild_answers_all_along_and_keeps_late_changes(library: SearchEngine) -> None:
    build = library.begin_rebuild()
    build.add([make_document("new", "Une toute nouvelle notice")])
    during = library.search(SearchRequest(query="chambre")).total
    with library.exclusive(1.0):
        build.replace([make_document("late", "Arrivée entre-temps")], [])
        build.swap()

    assert during == 1
    assert library.search(SearchRequest(query="chambre")).total == 0
    assert library.search(SearchRequest()).total == 2


def test_abandoned_rebuild_leaves_the_live_index(library: SearchEngine) -> None:
    build = library.begin_rebuild()
    build.add([make_document("new", "Jamais vue")])
    build.abandon()

    assert library.search(SearchRequest()).total == len(LIBRARY)


def test_only_one_may_write(library: SearchEngine) -> None:
    with library.exclusive(1.0) as first, library.exclusive(0.05) as second:
        assert (first, second) == (True, False)
    with library.exclusive(0.05) as third:
        assert third is True
