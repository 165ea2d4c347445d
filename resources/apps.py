from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The documentation centre."""

    name = "resources"
    default_auto_field = "django.db.models.BigAutoField"
