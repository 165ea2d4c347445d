"""What podcasts and capsules give to the library, search, feeds, identifiers, usage and erasure: declared once."""

from audiovisual import addresses, agent_feeds, erasure, search, search_changes, usage
from audiovisual.merging import LINKS
from audiovisual.personal_data import DECLARATIONS
from audiovisual.playing import register_showers
from audiovisual.podcasts import publishing
from audiovisual.search_facets import FACETS
from core.merge_rules import register_link
from core.personal_data import register_personal_data
from search.registry import register_dependency, register_facet, register_source, register_type_labels


def register() -> None:
    """Declare all of it."""
    register_showers()
    publishing.connect()
    for source in search.SOURCES:
        register_source(source)
    for facet in FACETS:
        register_facet(facet)
    for dependency in search_changes.DEPENDENCIES:
        register_dependency(dependency)
    register_type_labels(search.TYPE_LABELS)
    search_changes.connect()
    for link in LINKS:
        register_link(link)
    for declaration in DECLARATIONS:
        register_personal_data(declaration)
    addresses.register()
    usage.register()
    agent_feeds.register()
    erasure.register()
