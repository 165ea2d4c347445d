from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search contract, its engines and its page."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
