from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig

if TYPE_CHECKING:
    from core.identifiers import Described


class DirectoryConfig(AppConfig):
    """People and organisations."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where agents are found, and what personal data they are."""
        from core.duplicates import register_pairs
        from core.erasure.registry import register_holder
        from core.identifiers import register_data, register_identifier
        from core.merge_rules import register_link, register_merge
        from core.personal_data import register_personal_data
        from directory.addresses import find_agent
        from directory.duplicates import SOURCE
        from directory.erasure import HOLDER
        from directory.merging import LINKS, RULE
        from directory.personal_data import DECLARATIONS

        register_identifier("agent", find_agent)
        register_data("agent", tell_machines)
        for declaration in DECLARATIONS:
            register_personal_data(declaration)
        register_merge(RULE)
        register_pairs(SOURCE)
        register_holder(HOLDER)
        for link in LINKS:
            register_link(link)


def tell_machines(uuid: UUID) -> "Described | None":
    """The data of an agent; what writes it takes long to load and is loaded when it is first asked for."""
    from directory.linked_data import find_agent_data

    return find_agent_data(uuid)
