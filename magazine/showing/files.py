"""The files of a page to take away, once they can be made."""

from typing import Any

from magazine.models import PublicationFile


def take_away(page: Any) -> list[PublicationFile]:
    """PDF and e-book of an article or a number."""
    return []
