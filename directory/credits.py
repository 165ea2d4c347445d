"""How somebody who had a part in something is named on it."""

from typing import Any

from core.visibility import shown


def shown_name(part: Any) -> str:
    """The name of a contributor or publisher: as printed on the document, else that of a visible agent, else ""."""
    if part.name_as_printed:
        return str(part.name_as_printed)
    agent = shown(part.agent)
    return str(agent.name) if agent else ""
