"""Labels and links of concepts, and the tree that follows them."""

import pytest
from django.core.exceptions import ValidationError

from core.models import IndexChange
from tests.factories.thesaurus import ConceptFactory
from thesaurus.models import Ancestry, BroaderLink, Concept, ConceptLabel, RelatedLink
from thesaurus.services import (
    labels_of,
    merge_concepts,
    parents_of,
    rebuild_ancestry,
    restore_concept,
    withdraw_concept,
)

pytestmark = pytest.mark.django_db


def ancestry() -> set[tuple[str, str, int]]:
    """Every pair of the closure by French label, themselves left out."""
    pairs = Ancestry.objects.exclude(depth=0).select_related("ancestor", "descendant")
    return {(pair.ancestor.label("fr"), pair.descendant.label("fr"), pair.depth) for pair in pairs}


def test_label_falls_back_from_the_language_to_french_then_to_any() -> None:
    exile = ConceptFactory(fr="Exil", nl="Ballingschap")
    only_arabic = ConceptFactory(ar="منفى")

    assert [exile.label("nl"), exile.label("en"), only_arabic.label("nl")] == ["Ballingschap", "Exil", "منفى"]


def test_label_of_a_concept_without_words_is_its_uuid() -> None:
    concept = ConceptFactory()
    ConceptLabel.objects.all().delete()

    assert concept.label() == str(concept.uuid)


def test_ancestry_of_a_diamond_counts_the_shortest_way() -> None:
    top = ConceptFactory(fr="Haut")
    left, right = ConceptFactory(fr="Gauche", broader=[top]), ConceptFactory(fr="Droite", broader=[top])
    bottom = ConceptFactory(fr="Bas", broader=[left, right])
    ConceptFactory(fr="Raccourci", broader=[bottom, top])

    assert ancestry() == {
        ("Haut", "Gauche", 1), ("Haut", "Droite", 1), ("Haut", "Bas", 2), ("Gauche", "Bas", 1), ("Droite", "Bas", 1),
        ("Haut", "Raccourci", 1), ("Bas", "Raccourci", 1), ("Gauche", "Raccourci", 2), ("Droite", "Raccourci", 2),
    }  # fmt: skip
    assert Ancestry.objects.filter(depth=0).count() == 5


def test_ancestry_survives_a_cycle_in_the_database() -> None:
    one = ConceptFactory(fr="Un")
    two = ConceptFactory(fr="Deux", broader=[one])
    BroaderLink.objects.create(concept=one, broader=two)

    rebuild_ancestry()

    assert ancestry() == {("Un", "Deux", 1), ("Deux", "Un", 1)}


@pytest.mark.parametrize("hidden", [{"live": False}, {"withdrawn": True}])
def test_ancestry_passes_nothing_through_what_is_not_visible(hidden: dict[str, bool]) -> None:
    top = ConceptFactory(fr="Haut")
    middle = ConceptFactory(fr="Milieu", broader=[top], live=hidden.get("live", True))
    ConceptFactory(fr="Bas", broader=[middle])
    if hidden.get("withdrawn"):
        withdraw_concept(middle)

    assert ancestry() == set()


def test_ancestry_follows_withdrawal_and_return() -> None:
    top = ConceptFactory(fr="Haut")
    middle = ConceptFactory(fr="Milieu", broader=[top])

    withdraw_concept(middle, "doublon")
    withdrawn = ancestry()
    restore_concept(middle)

    assert (withdrawn, ancestry()) == (set(), {("Haut", "Milieu", 1)})


def test_moving_a_concept_notes_everything_under_it_for_the_index() -> None:
    top, other = ConceptFactory(fr="Haut"), ConceptFactory(fr="Ailleurs")
    middle = ConceptFactory(fr="Milieu", broader=[top])
    bottom = ConceptFactory(fr="Bas", broader=[middle])
    IndexChange.objects.all().delete()

    BroaderLink.objects.filter(concept=middle).update(broader=other)
    moved = rebuild_ancestry()

    assert moved == {middle.uuid, bottom.uuid}
    assert set(IndexChange.objects.values_list("kind", "object_uuid")) == {
        ("thesaurus.concept", middle.uuid),
        ("thesaurus.concept", bottom.uuid),
    }


def test_rebuilding_an_unchanged_tree_writes_nothing() -> None:
    ConceptFactory(broader=[ConceptFactory()])
    IndexChange.objects.all().delete()
    before = list(Ancestry.objects.order_by("pk").values_list("pk", flat=True))

    assert rebuild_ancestry() == set()
    assert list(Ancestry.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert IndexChange.objects.count() == 0


def test_broader_link_that_closes_a_circle_is_refused_through_drafts_too() -> None:
    top = ConceptFactory(fr="Haut")
    draft = ConceptFactory(fr="Brouillon", broader=[top], live=False)
    bottom = ConceptFactory(fr="Bas", broader=[draft])

    with pytest.raises(ValidationError) as refused:
        BroaderLink(concept=top, broader=bottom).clean()

    assert refused.value.message_dict == {"broader": ["Ce concept se trouverait au-dessus de lui-même."]}


def test_related_concepts_know_each_other_and_forget_each_other() -> None:
    exile = ConceptFactory(fr="Exil")
    asylum = ConceptFactory(fr="Asile", related=[exile])
    linked = set(RelatedLink.objects.values_list("concept", "related"))

    asylum.related_links = []
    asylum.save()

    assert linked == {(asylum.pk, exile.pk), (exile.pk, asylum.pk)}
    assert RelatedLink.objects.count() == 0


def test_draft_does_not_show_up_as_neighbour_until_it_is_published() -> None:
    exile = ConceptFactory(fr="Exil")
    draft = ConceptFactory(fr="Asile", related=[exile], live=False)
    before = set(RelatedLink.objects.values_list("concept", "related"))

    draft.save_revision().publish()

    assert before == {(draft.pk, exile.pk)}
    assert set(RelatedLink.objects.values_list("concept", "related")) == {(draft.pk, exile.pk), (exile.pk, draft.pk)}


def test_merging_gives_words_and_narrower_concepts_to_the_other() -> None:
    target = ConceptFactory(fr="Exil", alt=["Départ"])
    former = ConceptFactory(fr="Bannissement", nl="Verbanning", alt=["Départ"])
    child = ConceptFactory(fr="Ostracisme", broader=[former])

    merge_concepts(former, target)

    former.refresh_from_db()
    assert former.resolve() == target
    assert former.withdrawn_at is not None
    assert set(ConceptLabel.objects.filter(concept=target).values_list("kind", "language", "text")) == {
        ("pref", "fr", "Exil"), ("alt", "fr", "Départ"), ("alt", "fr", "Bannissement"), ("alt", "nl", "Verbanning"),
    }  # fmt: skip
    assert set(BroaderLink.objects.visible().values_list("concept", "broader")) == {(child.pk, target.pk)}
    assert ancestry() == {("Exil", "Ostracisme", 1)}


def test_a_withdrawn_concept_stays_so_when_an_older_version_is_published() -> None:
    concept = ConceptFactory(fr="Exil")
    revision = concept.save_revision()
    withdraw_concept(concept, "doublon")

    revision.publish()

    assert list(Concept.objects.visible()) == []


def test_labels_and_parents_by_number_take_one_query_each(django_assert_num_queries: object) -> None:
    top = ConceptFactory(fr="Migrations", nl="Migratie")
    exile = ConceptFactory(fr="Exil", broader=[top])
    draft = ConceptFactory(fr="Brouillon", broader=[top], live=False)
    numbers = [str(top.number), str(exile.number), str(draft.number), "x", "99999999999999999999"]

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own type is private
        labels = labels_of(numbers, "nl")
    with django_assert_num_queries(1):  # type: ignore[operator]  a fixture
        parents = parents_of(numbers)

    assert labels == {str(top.number): "Migratie", str(exile.number): "Exil"}
    assert parents == {str(exile.number): str(top.number)}


def test_matching_finds_the_beginning_of_words_in_any_language_without_accents() -> None:
    exile = ConceptFactory(fr="Exil", nl="Ballingschap")
    forced = ConceptFactory(fr="Déplacement forcé", alt=["Exil contraint"], hidden=["exill"])
    ConceptFactory(fr="Textile")

    found = {
        typed: list(Concept.objects.matching(typed)) for typed in ("exil", "deplac", "forcé dép", "balling", "%", "")
    }

    assert found == {
        "exil": [exile, forced], "deplac": [forced], "forcé dép": [forced], "balling": [exile], "%": [], "": [],
    }  # fmt: skip
