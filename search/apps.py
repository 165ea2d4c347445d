from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search contract, its engines and its page."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the outbox; declare the facets everything shares, the shelves, the health check and the job."""
        from core.backup.services import register_after_restore
        from core.clock import register_due
        from core.erasure.registry import register_after_erasure
        from core.health import register_check
        from core.models import IndexChange
        from core.signals import index_changed
        from search import facets, named, page_changes, shelves
        from search.services import check_index, rebuild_search, sync_after_commit, sync_due
        from search.tasks import forget_words

        index_changed.connect(sync_after_commit, sender=IndexChange, dispatch_uid="search.sync_after_commit")
        facets.register()
        named.register()
        shelves.register()
        page_changes.connect()
        register_check("search", check_index)
        register_due("sync_search", sync_due)
        register_after_restore("search", rebuild_search)
        register_after_erasure("search", forget_words.enqueue)
