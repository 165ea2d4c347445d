from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, plain pages, news and press releases."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """List pages in the footer, and declare what pages give to the search and whom they name."""
        from django.utils.translation import gettext_lazy as _

        from core.erasure.registry import register_holder
        from core.merge_rules import register_link
        from core.navigation import register_footer
        from core.personal_data import register_personal_data
        from home import bulletin_search, feeds
        from home.erasure import HOLDER
        from home.footer import footer_columns
        from home.imports import register_kinds
        from home.merging import LINKS
        from home.personal_data import DECLARATIONS
        from home.search import SOURCES
        from home.usage import register_usages
        from search.registry import register_dependency, register_source, register_type_labels

        register_footer(footer_columns)
        for source in (*SOURCES, *bulletin_search.SOURCES):
            register_source(source)
        for dependency in bulletin_search.DEPENDENCIES:
            register_dependency(dependency)
        for link in LINKS:
            register_link(link)
        for declaration in DECLARATIONS:
            register_personal_data(declaration)
        register_holder(HOLDER)
        register_type_labels({"page": _("page du site"), **bulletin_search.TYPE_LABELS})
        register_usages()
        feeds.register()
        register_kinds()
