"""What belongs to a role and Wagtail’s own permissions on pages can’t say."""

from typing import Any

from wagtail.models import Page, PagePermissionTester


class MagazinePermissions(PagePermissionTester):
    """What a user may do with a page of the magazine."""

    def may_write_here(self) -> bool:
        """Whether the user may add pages here, or has made this one."""
        return bool(self.user.is_superuser or "add" in self.permissions or self.page.owner_id == self.user.pk)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Proofreaders change what others wrote; they don’t delete it."""
        return self.user.is_active and self.may_write_here() and bool(super().can_delete(ignore_bulk))

    def can_reorder_children(self) -> bool:
        """Whoever may change a page that is not live arranges what stands under it: the public sees nothing of it."""
        if not self.user.is_active:
            return False
        may_arrange = not self.page.live and {"add", "change"} <= self._own_permissions()
        return may_arrange or bool(super().can_reorder_children())

    def may_add_parts(self) -> bool:
        """Whether the user may add dossiers and rubrics here, not only articles of their own."""
        return {"add", "change"} <= self._own_permissions()

    def _own_permissions(self) -> set[str]:
        return {"add", "change"} if self.user.is_superuser else getattr(self, "permissions", set())


def may_add(parent: Page, kind: type[Page], user: Any) -> bool:
    """Whether somebody may add a page of a kind here: authors add articles, and no dossier, rubric or number."""
    name, app = kind._meta.model_name, kind._meta.app_label
    return app != "magazine" or name == "articlepage" or MagazinePermissions(user, parent.specific).may_add_parts()
