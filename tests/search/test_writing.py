"""Queries written again from their trees, and the form that writes them."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from search.advanced import AdvancedForm, Row, form_of
from search.misreadings import describe_problems
from search.query import parse_query
from search.query_writing import write_query

QUERIES = [
    "exil retour", '"vivre ensemble" migr*', "la chambre jaune", "porte-monnaie 978-2-253-00549-3", "exil -film",
    "title:exil author:leroux subject:accueil publisher:lavoir", 'title:"chambre jaune"', "title:(a b) OR author:c",
    "exil OR retour ville", "(exil OR retour) ville", "a (b OR (c d) OR -e)", "NOT (a OR b)", "NOT (a b)",
    "year:1990..1999", "year:..1999 OR year:2001..", "year:1990", "type:book language:nl kind:record", "-type:film",
    "type:(book OR film)", "isbn:9782253005493", "isbn:x", "langue:néerlandais", "a-b.c d*", "-a-b", "-foo.bar",
    "mot(s) -mot(s)", "NOT (NOT a)", "exil -title:ville",
]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("query", QUERIES)
def test_written_query_reads_back_to_the_same_tree(query: str, language: str) -> None:
    tree = parse_query(query).tree
    assert tree is not None

    again = parse_query(write_query(tree.nodes, language))

    assert (again.tree, again.problems) == (tree, ())


def form(**parameters: str) -> AdvancedForm:
    """The form as an address fills it."""
    return AdvancedForm.read(QueryDict("", mutable=False).copy().dict() | parameters)


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ({"mots1": "exil retour"}, "exil retour"),
        ({"mots1": "exil retour", "champ1": "title"}, "titre:(exil retour)"),
        ({"mots1": "exil retour", "champ1": "title", "mode1": "phrase"}, 'titre:"exil retour"'),
        ({"mots1": "exil retour", "mode1": "any"}, "(exil OU retour)"),
        ({"mots1": "migr", "mode1": "begins", "champ1": "subject"}, "sujet:migr*"),
        ({"mots1": "a", "op2": "or", "mots2": "b", "op3": "and", "mots3": "c"}, "(a OU b) c"),
        ({"mots1": "a b", "op2": "or", "mots2": "c", "champ2": "author"}, "a b OU auteur:c"),
        ({"mots1": "a", "op2": "not", "mots2": "b c"}, "a -(b c)"),
        ({"mots1": "a", "op2": "not", "mots2": "b c", "champ2": "title"}, "a -titre:(b c)"),
        ({"mots1": "a", "op2": "or", "mots2": "b", "de": "1990", "a": "1999"}, "(a OU b) année:1990..1999"),
        ({"de": "2001"}, "année:2001.."),
        ({"a": "1999"}, "année:..1999"),
        ({"type": "book", "langue": "nl"}, "type:livre langue:néerlandais"),
        ({"mots1": "978-2-253-00549-3", "champ1": "isbn"}, 'isbn:"978-2-253-00549-3"'),
        ({"mots2": "seul", "op2": "or"}, "seul"),
        ({"mots1": 'a) OU "b', "champ1": "nulle-part", "mode1": "x", "op1": "x"}, "a ou b"),
        ({"mots1": "-film titre:x"}, "film titre-x"),
        ({"mots1": '"()'}, ""),
        ({"de": "hier", "type": "<x>", "langue": "../"}, ""),
        ({}, ""),
    ],
)
def test_form_writes_a_query_without_faults(parameters: dict[str, str], query: str) -> None:
    written = form(**parameters).query("fr")

    assert written == query
    assert parse_query(written).problems == ()


@pytest.mark.parametrize(
    "query",
    ["exil retour", "titre:(exil retour)", 'titre:"exil retour" auteur:leroux', "(exil OU retour)", "sujet:migr*",
     "(a OU b) c", "a b OU auteur:c", "a -(b c)", "a -titre:b", "-exil", "année:1990..1999", "année:..1999 exil",
     "type:livre langue:néerlandais titre:ville", "978-2-253-00549-3", "isbn:2253005495", "c (titre:a OU auteur:b) -d"],
)  # fmt: skip
def test_form_takes_a_query_back(query: str) -> None:
    taken = form_of(parse_query(query), "fr")

    assert taken is not None
    written, asked = parse_query(taken.query("fr")).tree, parse_query(query).tree
    assert written is not None
    assert asked is not None
    assert set(written.nodes) == set(asked.nodes)


@pytest.mark.parametrize(
    "query",
    ["(a OU b) (c OU titre:d)", "kind:page", "type:livre OU type:film", "année:1990 année:1991",
     "titre:a auteur:b sujet:c éditeur:d isbn:e", "-(a OU titre:b)", "NOT (NOT a)"],
)  # fmt: skip
def test_form_says_when_a_query_is_too_rich(query: str) -> None:
    assert form_of(parse_query(query), "fr") is None


def test_form_keeps_rows_in_order() -> None:
    taken = form_of(parse_query('titre:(exil retour) -"vieux port" année:2000..'), "fr")

    assert taken == AdvancedForm(
        [Row("and", "title", "all", "exil retour"), Row("not", "", "phrase", "vieux port")], "2000"
    )


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("exil", ""),
        ("(exil", "Nous avons lu cette recherche au mieux : une parenthèse n’est pas fermée."),
        ("genre:film", "Nous avons lu cette recherche au mieux : « film » n’est pas une sorte de contenu."),
        ("titre: a b)", "Nous avons lu cette recherche au mieux : après « titre: » le mot cherché suit sans espace ; "
         "une parenthèse est fermée sans avoir été ouverte."),
        ("truc:a", "Nous avons lu cette recherche au mieux : il n’y a pas de champ « truc »."),
    ],
)  # fmt: skip
def test_what_was_not_understood_is_one_sentence(query: str, sentence: str) -> None:
    with override("fr"):
        assert describe_problems(parse_query(query).problems) == sentence
