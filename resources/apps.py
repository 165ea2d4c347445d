from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The documentation centre."""

    name = "resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the search, the identifiers, and keep the index in step with files that become private."""
        from core.clock import register_due
        from core.folders.kinds import register_folder_kind
        from core.identifiers import register_data, register_identifier
        from core.personal_data import register_personal_data
        from directory.relators import RELATORS
        from resources import erasure, files, merging, personal_data, refusals, search, selection_search, usage
        from resources.addresses import find_record, find_record_data
        from resources.facets import FACETS
        from resources.imports.runs import tidy_imports
        from resources.imports.services import import_records_folder
        from resources.models.choices import RecordType
        from resources.oai import memberships
        from resources.periodicals.services import predict_all
        from resources.reading.lists import forget_expired_lists
        from resources.reading.personal_data import DECLARATIONS, forget_old_addresses
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
        register_data("record", find_record_data)
        usage.register_usages()
        refusals.register_leaves()
        merging.register()
        erasure.register()
        files.follow_files()
        memberships.follow_privacy()
        register_source(selection_search.SOURCE)
        register_folder_kind("records", import_records_folder)
        register_due("tidy_imports", tidy_imports)
        register_due("forget_lists", forget_expired_lists)
        register_due("periodicals", predict_all)
        register_due("forget_report_addresses", forget_old_addresses)
        for declaration in (*DECLARATIONS, *personal_data.DECLARATIONS):
            register_personal_data(declaration)
