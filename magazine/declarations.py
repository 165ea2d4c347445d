"""What the magazine gives to the search and to feeds: declared once, when the site starts."""

from magazine import feeds, number_changes, search
from search.registry import register_dependency, register_source, register_type_labels


def register() -> None:
    """Declare sources, names of types, and what puts documents out of date."""
    for source in search.SOURCES:
        register_source(source)
    for dependency in search.DEPENDENCIES:
        register_dependency(dependency)
    register_type_labels(search.TYPE_LABELS)
    number_changes.connect()
    feeds.register()
