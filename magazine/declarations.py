"""What the magazine gives to search, feeds, identifiers, usage and erasure: declared once, when the site starts."""

from magazine import addresses, erasure, feeds, file_changes, number_changes, search, usage
from search.registry import register_dependency, register_source, register_type_labels


def register() -> None:
    """Declare all of it."""
    for source in search.SOURCES:
        register_source(source)
    for dependency in search.DEPENDENCIES:
        register_dependency(dependency)
    register_type_labels(search.TYPE_LABELS)
    number_changes.connect()
    file_changes.connect()
    feeds.register()
    addresses.register()
    usage.register()
    erasure.register()
