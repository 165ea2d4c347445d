from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The documentation centre."""

    name = "resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the search, the identifiers, and keep the index in step with files that become private."""
        from core.identifiers import register_identifier
        from resources import files, search
        from resources.addresses import find_record
        from resources.facets import FACETS
        from resources.models.choices import RecordType
        from resources.relators import RELATORS
        from search.registry import (
            register_dependency,
            register_facet,
            register_role_labels,
            register_source,
            register_type_labels,
        )

        register_source(search.SOURCE)
        for dependency in search.DEPENDENCIES:
            register_dependency(dependency)
        for facet in FACETS:
            register_facet(facet)
        register_type_labels(dict(RecordType.choices))
        register_role_labels(dict(RELATORS))
        register_identifier("record", find_record)
        files.follow_files()
