"""What podcasts and capsules give to the library, search, feeds, identifiers, usage and erasure: declared once."""

from audiovisual.playing import register_showers


def register() -> None:
    """Declare all of it."""
    register_showers()
