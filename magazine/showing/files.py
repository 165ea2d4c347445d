"""The files of a page to take away."""

from typing import Any

from magazine.publications.services import FileLink, files_of


def take_away(page: Any) -> list[FileLink]:
    """PDF and e-book of an article or a number, as they are now; one query."""
    return files_of(page)
