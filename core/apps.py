from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every app stands on."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep derived knowledge about pages in step."""
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from core.sections import forget_sections

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_sections, dispatch_uid="core.forget_sections")
