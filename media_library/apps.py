from django.apps import AppConfig


class MediaLibraryConfig(AppConfig):
    """Images and documents with their rights."""

    name = "media_library"
    default_auto_field = "django.db.models.BigAutoField"
