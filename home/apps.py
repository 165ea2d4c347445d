from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page and plain pages."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what pages give to the search."""
        from django.utils.translation import gettext_lazy as _

        from home.search import SOURCES
        from search.registry import register_source, register_type_labels

        for source in SOURCES:
            register_source(source)
        register_type_labels({"page": _("page du site")})
