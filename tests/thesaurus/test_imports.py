"""Bringing SKOS files in: what is written, what is said, what is left alone."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.models import IndexChange, NumberSequence
from core.text import sort_key
from tests.corpus import CORPUS, needs_corpus
from tests.factories.thesaurus import ConceptFactory
from thesaurus.imports import ImportReport, import_thesaurus
from thesaurus.models import (
    Ancestry,
    BroaderLink,
    Concept,
    ConceptLabel,
    ConceptMatch,
    ConceptNote,
    RelatedLink,
    Scheme,
)
from thesaurus.services import merge_concepts, withdraw_concept
from thesaurus.skos import Problem
from thesaurus.skos_reading import UnreadableFile

pytestmark = pytest.mark.django_db

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix x: <https://example.org/t/> .
x:s a skos:ConceptScheme ; dct:title "Woorden"@nl, "Mots"@fr ; dct:license <https://example.org/libre> .
"""
SMALL = (
    HEAD
    + """
x:a a skos:Concept ; skos:topConceptOf x:s ; skos:notation "A" ; skos:prefLabel "Migrations"@fr, "Migratie"@nl ;
    skos:narrower x:b .
x:b a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Exil"@fr ; skos:altLabel "Bannissement"@fr ;
    skos:hiddenLabel "éxil"@fr ; skos:definition "Loin de chez soi."@fr ; skos:editorialNote "à revoir"@fr ;
    skos:related x:c ; skos:exactMatch <https://example.net/exile> .
x:c a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Asile"@fr ; skos:broader x:a .
"""
)


@pytest.fixture
def write(tmp_path: Path) -> object:
    """Write a file and give its path."""

    def write_file(text: str | bytes, name: str = "t.ttl") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_file


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Created, changed, unchanged, problems."""
    return len(report.created), len(report.changed), report.unchanged, len(report.problems)


def concept(name: str) -> Concept:
    """The imported concept with a local name."""
    return Concept.objects.get(uri=f"https://example.org/t/{name}")


def test_import_writes_labels_notes_matches_and_links_both_ways(write) -> None:  # noqa: ANN001  local fixture
    report = import_thesaurus(write(SMALL))

    a, b, c = concept("a"), concept("b"), concept("c")
    assert counts(report) == (3, 0, 0, 0)
    assert Scheme.objects.values_list("uri", "title", "source").get() == (
        "https://example.org/t/s", "Mots", "https://example.org/libre",
    )  # fmt: skip
    assert [(each.top, each.notation, each.live) for each in (a, b, c)] == [
        (True, "A", True), (False, "", True), (False, "", True),
    ]  # fmt: skip
    assert set(ConceptLabel.objects.filter(concept=b).values_list("kind", "language", "text", "sort_key")) == {
        ("pref", "fr", "Exil", "exil"),
        ("alt", "fr", "Bannissement", "bannissement"),
        ("hidden", "fr", "éxil", "exil"),
    }
    assert set(ConceptNote.objects.values_list("concept", "kind", "language", "text")) == {
        (b.pk, "definition", "fr", "Loin de chez soi."),
        (b.pk, "editorialNote", "fr", "à revoir"),
    }
    assert set(BroaderLink.objects.values_list("concept", "broader")) == {(b.pk, a.pk), (c.pk, a.pk)}
    assert set(RelatedLink.objects.values_list("concept", "related")) == {(b.pk, c.pk), (c.pk, b.pk)}
    assert ConceptMatch.objects.values_list("concept", "kind", "uri").get() == (
        b.pk, "exactMatch", "https://example.net/exile",
    )  # fmt: skip
    assert set(Ancestry.objects.filter(depth=1).values_list("ancestor", "descendant")) == {(a.pk, b.pk), (a.pk, c.pk)}
    assert {a.uuid, b.uuid, c.uuid} == set(IndexChange.objects.values_list("object_uuid", flat=True))


def test_import_again_changes_nothing_and_writes_nothing(write) -> None:  # noqa: ANN001  local fixture
    import_thesaurus(write(SMALL))
    IndexChange.objects.all().delete()
    labels = set(ConceptLabel.objects.values_list("pk", flat=True))
    last = NumberSequence.objects.get(series="thesaurus.concept").last

    report = import_thesaurus(write(SMALL))

    assert counts(report) == (0, 0, 3, 0)
    assert IndexChange.objects.count() == 0
    assert set(ConceptLabel.objects.values_list("pk", flat=True)) == labels
    assert NumberSequence.objects.get(series="thesaurus.concept").last == last


def test_import_writes_only_what_changed(write) -> None:  # noqa: ANN001  local fixture
    import_thesaurus(write(SMALL))
    IndexChange.objects.all().delete()
    number = concept("b").number

    changed = SMALL.replace('"Bannissement"', '"Relégation"').replace("skos:related x:c ;", "")
    report = import_thesaurus(write(changed))

    assert counts(report) == (0, 2, 1, 0)
    assert report.changed == ["https://example.org/t/b", "https://example.org/t/c"]
    assert set(ConceptLabel.objects.filter(kind="alt").values_list("text", flat=True)) == {"Relégation"}
    assert RelatedLink.objects.count() == 0
    assert concept("b").number == number
    assert IndexChange.objects.count() == 2


def test_import_keeps_what_editors_added_beside_the_file(write) -> None:  # noqa: ANN001  local fixture
    import_thesaurus(write(SMALL))
    house = ConceptFactory(fr="Accueil")
    exile = concept("b")
    ConceptLabel.objects.create(concept=exile, language="en", text="Exile")
    BroaderLink.objects.create(concept=exile, broader=house)

    report = import_thesaurus(write(SMALL))

    assert counts(report) == (0, 0, 3, 0)
    assert exile.label("en") == "Exile"
    assert set(BroaderLink.objects.filter(concept=exile).values_list("broader", flat=True)) == {
        concept("a").pk,
        house.pk,
    }


def test_concepts_that_vanished_are_named_and_kept(write) -> None:  # noqa: ANN001  local fixture
    import_thesaurus(write(SMALL))
    without_c = SMALL.split("x:c a skos:Concept")[0].replace("skos:related x:c ;", "")

    report = import_thesaurus(write(without_c))

    assert report.vanished == ["https://example.org/t/c"]
    assert concept("c").live


def test_deprecated_concept_is_withdrawn_led_to_its_successor_and_may_return(write) -> None:  # noqa: ANN001  a fixture that is a function
    import_thesaurus(write(SMALL))

    deprecated = SMALL + "x:c owl:deprecated true ; dct:isReplacedBy x:b ."
    report = import_thesaurus(write(deprecated))
    gone = concept("c")
    again = import_thesaurus(write(deprecated))

    assert report.withdrawn == ["https://example.org/t/c"]
    assert (gone.withdrawn_at is not None, gone.resolve()) == (True, concept("b"))
    assert counts(again) == (0, 0, 3, 0)


def test_import_brings_back_what_an_import_withdrew_but_not_what_an_editor_did(write) -> None:  # noqa: ANN001  a fixture that is a function
    import_thesaurus(write(SMALL + "x:b owl:deprecated true ."))
    withdraw_concept(concept("c"), "doublon")

    import_thesaurus(write(SMALL))

    assert [concept(name).withdrawn_at is None for name in ("b", "c")] == [True, False]


def test_import_respects_what_editors_merged(write) -> None:  # noqa: ANN001  local fixture
    text = SMALL + 'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Refuge"@fr ; skos:broader x:b .'
    import_thesaurus(write(text))
    merge_concepts(concept("b"), concept("c"))

    report = import_thesaurus(write(text))

    assert counts(report) == (0, 0, 4, 0)
    assert concept("b").resolve() == concept("c")
    assert set(BroaderLink.objects.visible().values_list("concept", "broader")) == {
        (concept("c").pk, concept("a").pk),
        (concept("d").pk, concept("c").pk),
    }


def test_dry_run_says_the_same_and_writes_nothing(write) -> None:  # noqa: ANN001  local fixture
    report = import_thesaurus(write(SMALL), dry_run=True)

    assert counts(report) == (3, 0, 0, 0)
    assert (Concept.objects.count(), Scheme.objects.count(), IndexChange.objects.count()) == (0, 0, 0)


def test_only_the_wanted_vocabulary_is_imported(write) -> None:  # noqa: ANN001  local fixture
    both = (
        SMALL
        + """
x:s2 a skos:ConceptScheme ; dct:title "Autre"@fr .
x:z a skos:Concept ; skos:inScheme x:s2 ; skos:prefLabel "Ailleurs"@fr ."""
    )

    report = import_thesaurus(write(both), "https://example.org/t/s2")

    assert report.created == ["https://example.org/t/z"]
    assert report.schemes == ["Autre"]


BAD = {
    "label without language": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Seuil" .',
        "libellé sans langue, gardé sous « und » : Seuil",
        {("pref", "und", "Seuil")},
    ),
    "two preferred labels": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Porte"@fr, "Seuil"@fr .',
        "second libellé préféré en « fr », gardé comme employé pour : Seuil",
        {("pref", "fr", "Porte"), ("alt", "fr", "Seuil")},
    ),
    "no preferred label": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:altLabel "Seuil"@fr .',
        "concept sans libellé préféré",
        {("alt", "fr", "Seuil")},
    ),
    "broader circle": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Seuil"@fr ; skos:broader x:b ; skos:narrower x:a .',
        "lien « plus général » qui ferme une boucle, laissé de côté : https://example.org/t/b (Exil)",
        {("pref", "fr", "Seuil")},
    ),
    "broader than itself": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Seuil"@fr ; skos:broader x:d .',
        "concept lié à lui-même : lien laissé de côté",
        {("pref", "fr", "Seuil")},
    ),
    "link to nowhere": (
        'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Seuil"@fr ; skos:related x:nowhere .',
        "lien vers un concept inconnu, laissé de côté : https://example.org/t/nowhere",
        {("pref", "fr", "Seuil")},
    ),
    "long label": (
        f'x:d a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "{"x" * 300}"@fr .',
        f"libellé de 300 caractères, coupé : {'x' * 60}…",
        {("pref", "fr", "x" * 255)},
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_concept_is_reported_and_the_others_are_in(write, case: str) -> None:  # noqa: ANN001  local fixture
    text, message, labels = BAD[case]

    report = import_thesaurus(write(SMALL + text))

    assert report.problems == [Problem("https://example.org/t/d", message)]
    assert len(report.created) == 4
    assert set(ConceptLabel.objects.filter(concept=concept("d")).values_list("kind", "language", "text")) == labels


def test_concept_without_an_address_is_left_out_and_reported(write) -> None:  # noqa: ANN001  local fixture
    report = import_thesaurus(write(SMALL + '[] a skos:Concept ; skos:inScheme x:s ; skos:prefLabel "Seuil"@fr .'))

    assert report.problems == [Problem("Seuil", "concept sans adresse (URI) complète : laissé de côté")]
    assert len(report.created) == 3


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("t.ttl", HEAD + 'x:a a skos:Concept ;\n  skos:prefLabel "Exil@fr .\n', "Turtle"),
        ("t.ttl", HEAD + "\n\nx:a a skos:Concept\nfoo:b a skos:Concept .", "Ligne 9"),
        ("t.rdf", "<?xml version='1.0'?>\n<rdf:RDF>\n", "Ligne 2"),
        ("t.jsonld", '{\n"@id": ,\n}', "Ligne 2"),
        ("t.jsonld", '{"@context": "https://example.org/ctx", "@id": "x"}', "contexte JSON-LD"),
        (
            "t.rdf",
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
            "autre fichier",
        ),
        (
            "t.rdf",
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><r>&b;</r>',
            "imbriquées",
        ),
        (
            "t.rdf",
            f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "{"a" * 9000}">]><r>{"&a;" * 9000}</r>',
            "imbriquées",
        ),
        ("t.ttl", HEAD, "aucun concept"),
        ("t.ttl", "", "vide"),
        ("t.ttl", b"PK\x03\x04 zip", "archive"),
        ("t.ttl", SMALL.encode("latin-1"), "UTF-8"),
    ],
)
def test_unreadable_file_is_refused_with_a_sentence(write, name: str, text: str | bytes, words: str) -> None:  # noqa: ANN001  a fixture that is a function
    with pytest.raises(UnreadableFile, match=words):
        import_thesaurus(write(text, name))

    assert Concept.objects.count() == 0


def test_same_concepts_from_rdf_xml_and_json_ld(write) -> None:  # noqa: ANN001  local fixture
    from rdflib import Graph

    graph = Graph().parse(data=SMALL, format="turtle")
    import_thesaurus(write(graph.serialize(format="xml"), "t.rdf"))

    report = import_thesaurus(write(graph.serialize(format="json-ld"), "t.jsonld"))

    assert counts(report) == (0, 0, 3, 0)


def test_a_failure_half_way_leaves_nothing(write, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN001  a fixture that is a function
    def fail() -> None:
        raise RuntimeError("cut")

    monkeypatch.setattr("thesaurus.imports.rebuild_ancestry", fail)
    with pytest.raises(RuntimeError):
        import_thesaurus(write(SMALL))

    assert (Concept.objects.count(), Scheme.objects.count(), IndexChange.objects.count()) == (0, 0, 0)


def test_command_exit_code_tells(write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN001  a fixture that is a function
    report = tmp_path / "report.json"
    call_command("import_thesaurus", str(write(SMALL)), report=report)
    said = capsys.readouterr().out
    with pytest.raises(SystemExit) as some:
        call_command("import_thesaurus", str(write(SMALL + BAD["no preferred label"][0])))
    with pytest.raises(CommandError) as none:
        call_command("import_thesaurus", str(tmp_path / "absent.ttl"))

    assert "3 concepts créés, 0 modifiés, 0 inchangés" in said
    assert json.loads(report.read_text())["counts"] == {
        "created": 3, "changed": 0, "unchanged": 0, "withdrawn": 0, "vanished": 0, "problems": 0,
    }  # fmt: skip
    assert (some.value.code, none.value.returncode) == (1, 2)


UNESCO = CORPUS / "thesaurus" / "unesco-thesaurus.ttl"


@pytest.mark.corpus
@needs_corpus
def test_unesco_thesaurus_is_imported_whole() -> None:
    text = UNESCO.read_text()
    blocks = re.findall(r"^unescothes:\S+ a skos:Concept;\n.*?\.\s*$", text, flags=re.MULTILINE | re.DOTALL)
    written = {
        kind: sum(block.count(f"skos:{kind} ") for block in blocks) for kind in ("broader", "related", "scopeNote")
    }
    french = sorted(re.findall(r'skos:prefLabel "([^"]+)"@fr', "".join(blocks)))

    report = import_thesaurus(UNESCO)

    assert counts(report) == (4408, 0, 0, 0)
    assert len(blocks) == 4408
    assert BroaderLink.objects.count() == written["broader"]
    assert RelatedLink.objects.count() == written["related"]
    assert ConceptNote.objects.count() == written["scopeNote"]
    labels = ConceptLabel.objects.filter(kind="pref", language="fr")
    assert sorted(labels.values_list("text", flat=True)) == french
    assert sorted(labels.values_list("sort_key", flat=True)) == sorted(sort_key(text) for text in french)
    assert Concept.objects.filter(top=True).count() == text.count("skos:topConceptOf ")
    assert counts(import_thesaurus(UNESCO)) == (0, 0, 4408, 0)
