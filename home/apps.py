from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page and plain pages."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """List plain pages in the footer, and declare what pages give to the search."""
        from django.utils.translation import gettext_lazy as _

        from core.navigation import register_footer
        from home.footer import footer_columns
        from home.search import SOURCES
        from search.registry import register_source, register_type_labels

        register_footer(footer_columns)
        for source in SOURCES:
            register_source(source)
        register_type_labels({"page": _("page du site")})
