from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every app stands on."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep derived knowledge about pages in step, and give the clock its jobs."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from core.clock import register_due
        from core.duplicates import look_when_stale
        from core.erasure import accounts
        from core.erasure.registry import register_holder
        from core.housekeeping import clear_sessions, prune_task_results, purge_index_changes
        from core.mail import forget_messages
        from core.navigation import forget_navigation, forget_when_saved
        from core.scheduling import publish_due
        from core.sections import forget_sections

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_sections, dispatch_uid="core.forget_sections")
        for signal in (post_save, post_delete):
            signal.connect(forget_when_saved, dispatch_uid="core.forget_when_saved")
        post_page_move.connect(forget_navigation, dispatch_uid="core.forget_navigation")
        register_holder(accounts.HOLDER)
        register_due("publish", publish_due)
        register_due("look_for_duplicates", look_when_stale)
        register_due("purge_index_changes", purge_index_changes)
        register_due("clear_sessions", clear_sessions)
        register_due("prune_task_results", prune_task_results)
        register_due("forget_messages", forget_messages)
