from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page and plain pages."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """List plain pages in the footer."""
        from core.navigation import register_footer
        from home.footer import footer_columns

        register_footer(footer_columns)
