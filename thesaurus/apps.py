from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig

if TYPE_CHECKING:
    from core.identifiers import Described


class ThesaurusConfig(AppConfig):
    """Concepts and their labels."""

    name = "thesaurus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where concepts are found."""
        from core.duplicates import register_pairs
        from core.identifiers import register_data, register_identifier
        from core.merge_rules import register_link, register_merge
        from core.usage import register_usage
        from thesaurus.addresses import find_concept
        from thesaurus.duplicates import SOURCE
        from thesaurus.merging import LINKS, RULE
        from thesaurus.usage import uses_of_concept

        register_identifier("concept", find_concept)
        register_data("concept", tell_machines)
        register_usage("thesaurus.concept", uses_of_concept)
        register_merge(RULE)
        register_pairs(SOURCE)
        for link in LINKS:
            register_link(link)


def tell_machines(uuid: UUID) -> "Described | None":
    """The data of a concept; what writes it takes long to load and is loaded when it is first asked for."""
    from thesaurus.exports import find_concept_data

    return find_concept_data(uuid)
