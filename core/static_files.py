"""Static files as they are served: hashed names, compressed, style sheets joined and lowered."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashes, compresses and keeps static files."""
