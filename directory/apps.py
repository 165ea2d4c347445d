from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """People and organisations."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
