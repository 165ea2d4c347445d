"""The editors' workshop: forms, lists, chooser, preview, withdrawal."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.factories.home import make_site
from tests.factories.thesaurus import ConceptFactory, SchemeFactory, thesaurus_page
from thesaurus.addresses import canonical_path
from thesaurus.models import Ancestry, Concept, RelatedLink, Scheme

pytestmark = pytest.mark.django_db
PARTS = ("labels", "notes", "broader_links", "related_links", "matches")


@pytest.fixture(autouse=True)
def pages() -> None:
    """The page of the subjects."""
    make_site()
    thesaurus_page()


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in editor who may do everything."""
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


def url(name: str, *args: object) -> str:
    """The address of an admin view of concepts."""
    return reverse(f"wagtailsnippets_thesaurus_concept:{name}", args=args)


def posted(concept: Concept | None = None, **parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form posts; each part is a list of rows."""
    scheme = concept.scheme if concept else SchemeFactory()
    data: dict[str, Any] = {"scheme": scheme.pk, "notation": "", "uri": "", "action-publish": "1"}
    for part in PARTS:
        rows = parts.get(part, [])
        known = sum("id" in row for row in rows)
        data |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": known}
        data |= {f"{part}-MIN_NUM_FORMS": 0, f"{part}-MAX_NUM_FORMS": 1000}
        for place, row in enumerate(rows):
            data |= {f"{part}-{place}-{name}": value for name, value in row.items()}
    return data


def label(text: str, language: str = "fr", kind: str = "pref") -> dict[str, str]:
    """One row of the labels."""
    return {"kind": kind, "language": language, "text": text}


def errors(response: Any) -> list[str]:
    """Every error message the form shows."""
    form = response.context["form"]
    found = list(form.non_field_errors())
    for formset in form.formsets.values():
        found += [error for each in formset.forms for messages in each.errors.values() for error in messages]
    return found


def test_editor_makes_a_concept_and_the_public_sees_it(editor: Client) -> None:
    above, beside = ConceptFactory(fr="Migrations"), ConceptFactory(fr="Asile")
    data = posted(
        labels=[label("Exil"), label("Ballingschap", "nl"), label("Bannissement", kind="alt")],
        broader_links=[{"broader": above.pk}],
        related_links=[{"related": beside.pk}],
    )

    response = editor.post(url("add"), data)

    concept = Concept.objects.get(labels__text="Exil")
    assert response.status_code == 302
    assert (concept.live, str(concept), concept.uri) == (True, "Exil", None)
    assert set(Ancestry.objects.filter(depth=1).values_list("ancestor", "descendant")) == {(above.pk, concept.pk)}
    assert RelatedLink.objects.filter(concept=beside, related=concept).count() == 1
    assert "Ballingschap" in Client().get(canonical_path(concept, "fr")).content.decode()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([label("Exil"), label("Départ")], "Il y a déjà un libellé préféré en français : choisissez « employé pour »."),
        ([label("Exil", kind="alt")], "Donnez au moins un libellé préféré."),
        ([label("Exil"), label(" Exil ", kind="alt")], "Ce libellé y est déjà dans cette langue."),
    ],
)
def test_form_refuses_wrong_labels(editor: Client, rows: list[dict[str, str]], message: str) -> None:
    response = editor.post(url("add"), posted(labels=rows))

    assert errors(response) == [message]
    assert Concept.objects.count() == 0


def test_form_refuses_a_circle_and_a_link_to_itself(editor: Client) -> None:
    top = ConceptFactory(fr="Haut")
    below = ConceptFactory(fr="Bas", broader=[ConceptFactory(fr="Milieu", broader=[top])])
    data = posted(
        top,
        labels=[label("Haut")],
        broader_links=[{"broader": below.pk}, {"broader": top.pk}],
        related_links=[{"related": top.pk}],
    )

    response = editor.post(url("edit", top.pk), data)

    assert errors(response) == [
        "« Bas » est déjà sous « Haut » : le concept se trouverait au-dessus de lui-même.",
        "Un concept ne peut pas être lié à lui-même.",
        "Un concept ne peut pas être lié à lui-même.",
    ]
    assert Ancestry.objects.filter(ancestor=below, descendant=top).count() == 0


def test_form_refuses_a_link_twice(editor: Client) -> None:
    above = ConceptFactory(fr="Haut")
    data = posted(labels=[label("Bas")], broader_links=[{"broader": above.pk}, {"broader": above.pk}])

    response = editor.post(url("add"), data)

    assert response.context["form"].formsets["broader_links"].non_form_errors() == [
        "Corrigez les données en double dans concept et broader qui doit contenir des valeurs uniques."
    ]
    assert Concept.objects.count() == 1


def test_label_in_a_language_nobody_offers_is_kept(editor: Client) -> None:
    concept = ConceptFactory(fr="Exil", und="Exilium")

    html = editor.get(url("edit", concept.pk)).content.decode()

    assert '<option value="und" selected>' in html


def test_list_finds_folded_beginnings_in_any_language(editor: Client) -> None:
    ConceptFactory(fr="Émigration", nl="Emigratie")
    ConceptFactory(fr="Asile")

    found = {
        typed: re.findall(r"Émigration|Asile", editor.get(url("list_results"), {"q": typed}).content.decode())
        for typed in ("emigr", "EMIGRATIE", "asi", "zzz")
    }

    assert {typed: sorted(set(words)) for typed, words in found.items()} == {
        "emigr": ["Émigration"], "EMIGRATIE": ["Émigration"], "asi": ["Asile"], "zzz": [],
    }  # fmt: skip


def test_list_leads_to_the_form(editor: Client) -> None:
    concept = ConceptFactory(fr="Exil")

    html = editor.get(url("list")).content.decode()

    assert re.findall(r'<a href="([^"]+)">\s*<span id="\w+">Exil</span>', html) == [url("edit", concept.pk)]
    chosen = re.search(r'name="scheme"[^>]* value="(\d+)"', editor.get(url("add")).content.decode())
    assert chosen
    assert int(chosen[1]) == concept.scheme.pk


@pytest.mark.parametrize("name", ["list", "choose"])
def test_lists_take_as_many_queries_for_one_as_for_five(editor: Client, name: str) -> None:
    namespace = "wagtailsnippetchoosers" if name == "choose" else "wagtailsnippets"
    address = reverse(f"{namespace}_thesaurus_concept:{name}")
    top = ConceptFactory(fr="Haut")
    ConceptFactory(broader=[top])
    counted = []
    for extra in (0, 4):
        for _ in range(extra):
            ConceptFactory(broader=[top], alt=["Autre mot"])
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_chooser_tells_namesakes_apart_and_offers_nothing_that_is_gone(editor: Client) -> None:
    ConceptFactory(fr="Exil", alt=["Bannissement", "Départ"], broader=[ConceptFactory(fr="Migrations")])
    ConceptFactory(fr="Exil", live=False)
    ConceptFactory(fr="Exilé").withdraw()
    address = reverse("wagtailsnippetchoosers_thesaurus_concept:choose_results")

    html = editor.get(address, {"q": "exil"}).content.decode()

    titles = re.findall(r"data-chooser-modal-choice[^>]*>\s*([^<]+?)\s*</a>", html)
    assert titles == ["Exil (employé pour : Bannissement, Départ) &lt; Migrations", "Exil"]


def test_preview_shows_the_page_with_what_is_not_saved_yet(editor: Client) -> None:
    above = ConceptFactory(fr="Migrations")
    concept = ConceptFactory(fr="Exil")
    own = concept.labels.get()
    data = posted(concept, labels=[{**label("Exil nouveau"), "id": own.pk}], broader_links=[{"broader": above.pk}])
    address = url("preview_on_edit", concept.pk)

    valid = json.loads(editor.post(address, data).content)
    html = editor.get(address, {"in_preview_panel": "true"}).content.decode()

    assert valid["is_valid"]
    assert "<h1>Exil nouveau</h1>" in html
    assert f'href="{canonical_path(above, "fr")}">Migrations</a>' in html
    assert concept.label() == "Exil"


def test_preview_of_a_concept_that_was_never_saved(editor: Client) -> None:
    address = url("preview_on_add")
    editor.post(address, posted(labels=[label("Tout neuf")]))

    html = editor.get(address, {"in_preview_panel": "true"}).content.decode()

    assert "<h1>Tout neuf</h1>" in html


def test_withdrawing_takes_the_place_of_deleting_and_can_be_undone(editor: Client) -> None:
    concept = ConceptFactory(fr="Exil")

    editor.post(url("delete", concept.pk), {"reason": "Doublon"})
    concept.refresh_from_db()
    withdrawn = (concept.withdrawn_at is not None, concept.withdrawn_reason)
    editor.post(url("delete", concept.pk))
    concept.refresh_from_db()

    assert withdrawn == (True, "Doublon")
    assert concept.withdrawn_at is None
    history = editor.get(url("history", concept.pk)).content.decode()
    assert ("Retiré" in history, "Rétabli" in history) == (True, True)


def test_merging_from_the_form_leads_to_the_other(editor: Client) -> None:
    former, target = ConceptFactory(fr="Bannissement"), ConceptFactory(fr="Exil")

    assert "Fusionner avec" in editor.get(url("delete", former.pk)).content.decode()
    editor.post(url("delete", former.pk), {"reason": "", "target": target.pk})

    former.refresh_from_db()
    assert former.resolve() == target


def test_concepts_cannot_be_deleted_in_bulk(editor: Client) -> None:
    concept = ConceptFactory(fr="Exil")
    address = reverse("wagtail_bulk_action", args=("thesaurus", "concept", "delete"))

    editor.post(f"{address}?id={concept.pk}&next=/admin/")

    assert Concept.objects.count() == 1
    assert "data-bulk-action-checkbox" not in editor.get(url("list")).content.decode()


def test_vocabulary_with_concepts_cannot_be_deleted(editor: Client) -> None:
    ConceptFactory(fr="Exil")
    empty = SchemeFactory(uri="https://example.org/vide")

    for scheme in Scheme.objects.all():
        editor.post(reverse("wagtailsnippets_thesaurus_scheme:delete", args=[scheme.pk]))

    assert Concept.objects.count() == 1
    assert list(Scheme.objects.filter(pk=empty.pk)) == []
