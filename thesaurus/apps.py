from django.apps import AppConfig


class ThesaurusConfig(AppConfig):
    """Concepts and their labels."""

    name = "thesaurus"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where concepts are found."""
        from core.duplicates import register_pairs
        from core.identifiers import register_identifier
        from core.merge_rules import register_link, register_merge
        from core.usage import register_usage
        from thesaurus.addresses import find_concept
        from thesaurus.duplicates import SOURCE
        from thesaurus.merging import LINKS, RULE
        from thesaurus.usage import uses_of_concept

        register_identifier("concept", find_concept)
        register_usage("thesaurus.concept", uses_of_concept)
        register_merge(RULE)
        register_pairs(SOURCE)
        for link in LINKS:
            register_link(link)
