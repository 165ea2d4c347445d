"""Documents to search, made by hand."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from search.contract import Name, NamedThing, SearchDocument, TextPart


def make_document(key: str, title: str, *, text: str = "", **fields: Any) -> SearchDocument:
    """A document of kind “test.thing” whose identity follows from its key."""
    return SearchDocument(
        kind=fields.pop("kind", "test.thing"),
        uuid=uuid5(NAMESPACE_URL, key),
        title=title,
        path=f"/{key}/",
        language=fields.pop("language", "fr"),
        parts=[TextPart(text)] if text else [],
        card={"key": key},
        **fields,
    )


LIBRARY = [
    make_document(
        "rouletabille", "Le mystère de la chambre jaune", people=["Gaston Leroux"], first_year=1907, last_year=1907,
        identifiers=["978-2-253-00549-3", "2253005495"], facets={"type": ["book"], "language": ["fr"]},
        text="Une énigme policière dans une chambre close.", publishers=["Éditions du Lavoir"],
    ),
    make_document(
        "sorcieres", "Histoire des sorcières d’Italie", people=["Anne Dupont"], first_year=1998, last_year=1998,
        facets={"type": ["book"], "language": ["fr"], "concept": ["1", "2"]}, subjects=["sorcellerie"],
        identifiers=["M05915-4 H"],
    ),
    make_document(
        "exil", "L’exil et le retour", people=["Selma Öz"], first_year=2011, last_year=2013,
        facets={"type": ["article"], "language": ["fr", "tr"], "concept": ["1"]},
        text="Des œuvres d’exilés : les migrants racontent leurs migrations, l’arc-en-ciel des langues.",
    ),
    make_document(
        "kinderen", "De kinderen van de wijk", people=["Jan Peeters"], language="nl", first_year=2020, last_year=2020,
        facets={"type": ["book"], "language": ["nl"]}, text="Verhalen van kinderen en hun talen.",
    ),
    make_document(
        "bridges", "Building bridges", people=["Mary O’Brien"], language="en", first_year=2019, last_year=2019,
        facets={"type": ["report"], "language": ["en"]}, text="Neighbours are crossing a bridge together.",
    ),
    make_document(
        "porte", "Le porte-monnaie bleu", people=["Gaston Leroux"], facets={"type": ["game"], "language": ["fr"]},
        text="Un jeu <b>pour</b> compter, chevaux et cheval compris.",
    ),
]  # fmt: skip

NAMES = [
    NamedThing("test.person", uuid5(NAMESPACE_URL, "leroux"), "agent", [Name("Gaston Leroux")], usage=2),
    NamedThing(
        "test.person", uuid5(NAMESPACE_URL, "leroy"), "agent", [Name("Marie Leroy"), Name("Maria Koning", "nl")],
        usage=5,
    ),
    NamedThing(
        "test.subject", uuid5(NAMESPACE_URL, "migration"), "concept",
        [Name("migration", "fr"), Name("trek", "nl"), Name("migrasion", "fr", shown=False)], usage=9,
    ),
]  # fmt: skip

TALK = make_document(
    "talk", "Traverser",
    other_titles=["La planche"],
)  # fmt: skip
TALK.parts = [
    TextPart("Des gens racontent un fleuve."),
    TextPart("Bonjour, ici le fleuve.", "#t=0", "Awa, 0:00"),
    TextPart("Au début, la passerelle était", "#t=700", "Salomé, 11:40", goes_on=True),
    TextPart("une simple planche de bois.", "#t=704", "Salomé, 11:44"),
    TextPart("Maintenant on traverse la rivière", "#t=712", "Awa, 11:52", goes_on=True),
    TextPart("quand elle est basse, à pied.", "#t=716", "Awa, 11:56"),
    TextPart("De boten liggen laag.", "#t=712", "Awa, 11:52", language="nl"),
]
"""A document in sentences that have a place and a name each, two of them in two parts."""
