from django.apps import AppConfig


class ThesaurusConfig(AppConfig):
    """Concepts and their labels."""

    name = "thesaurus"
    default_auto_field = "django.db.models.BigAutoField"
