"""Bylines of articles, read as people."""

import pytest

from directory.bylines import read_byline

READ = [
    ("Par Henri Martin", [("Henri Martin", "aut", "")]),
    ("Une chronique de Julien Marchal", [("Julien Marchal", "aut", "")]),
    ("Un récit de rencontres, par Ana Roy", [("Ana Roy", "aut", "")]),
    ("Par Ana Roy et Léo Petit", [("Ana Roy", "aut", ""), ("Léo Petit", "aut", "")]),
    ("Ana Roy et Léo Petit", [("Ana Roy", "aut", ""), ("Léo Petit", "aut", "")]),
    ("Par Ana Roy, rédactrice en chef   ", [("Ana Roy", "aut", "rédactrice en chef")]),
    ("Par Ana Roy, Maître de Conférences (ULB)", [("Ana Roy", "aut", "Maître de Conférences (ULB)")]),
    ("Par Ana Roy (ULB)", [("Ana Roy", "aut", "ULB")]),
    ("Par Ana Roy, diplômée en droit, membre du club", [("Ana Roy", "aut", "diplômée en droit, membre du club")]),
    ("Par Ana Roy[1]", [("Ana Roy", "aut", "")]),
    ("Par Ana de La Tour", [("Ana de La Tour", "aut", "")]),
    ("Par AB-Flow (Maison des Jeunes)", [("AB-Flow", "aut", "Maison des Jeunes")]),
    ("Entretien avec Ana Roy", [("Ana Roy", "ive", "")]),
    ("Un entretien avec Ana Roy, docteure et directrice", [("Ana Roy", "ive", "docteure et directrice")]),
    ("Entretien par Ana Roy", [("Ana Roy", "ivr", "")]),
    (
        "Entretien avec Ana Roy réalisé par Léo Petit, Jean Bon et Zoé Lac",
        [("Ana Roy", "ive", ""), ("Léo Petit", "ivr", ""), ("Jean Bon", "ivr", ""), ("Zoé Lac", "ivr", "")],
    ),
    (
        "Entretien de Ana Roy, Léo Petit et Jean Bon par Zoé Lac",
        [("Ana Roy", "ive", ""), ("Léo Petit", "ive", ""), ("Jean Bon", "ive", ""), ("Zoé Lac", "ivr", "")],
    ),
    ("Par Ana Roy ; traduit du néerlandais par Léo Petit", [("Ana Roy", "aut", ""), ("Léo Petit", "trl", "")]),
    ("Par Ana Roy ; photos de Léo Petit", [("Ana Roy", "aut", ""), ("Léo Petit", "pht", "")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_byline_names_people_with_their_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    byline = read_byline(text)

    assert [(one.name, one.role, one.about) for one in byline.signatures] == expected
    assert byline.unread == []


@pytest.mark.parametrize("text", ["La rédaction", "Par la rédaction", "J.P.", "AR"])
def test_what_names_nobody_is_unread_unless_it_is_known(text: str) -> None:
    assert (read_byline(text).signatures, read_byline(text).unread) == ([], [text.removeprefix("Par ")])


def test_correction_says_who_is_meant() -> None:
    known = {"la redaction": ("Aide-mémoire", "organisation"), "j.p.": ("Jean Petit", "person")}

    found = [one for text in ("La rédaction", "J.P.") for one in read_byline(text, known).signatures]
    assert [(one.name, one.kind, one.printed) for one in found] == [
        ("Aide-mémoire", "organisation", "La rédaction"),
        ("Jean Petit", "person", "J.P."),
    ]


def test_organisation_is_told_from_a_person() -> None:
    assert [one.kind for one in read_byline("Par Ligue des droits humains").signatures] == ["organisation"]


def test_byline_of_any_length_is_read_at_once() -> None:
    assert len(read_byline("Par " + "Ana Roy, " * 10_000).signatures) < 200
