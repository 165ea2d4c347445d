"""Static files as they are served: hashed names, compressed, style sheets joined and lowered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/main.css"
"""The one style sheet pages link to."""
SOURCES = "css/"
"""The folder of what it imports."""
BROWSERS = ["chrome 99", "edge 99", "firefox 97", "safari 15.4", "ios_saf 15.4"]
"""The oldest browsers with cascade layers; older ones are given `fallback.css`, inside the same file."""


def bundle_styles(source: Path) -> str:
    """A style sheet and all it imports as one, minified, in the CSS of the oldest browsers that get the full look."""
    return lightningcss.bundle_css(str(source), browsers_list=BROWSERS, minify=True)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins the style sheets, then hashes, compresses and keeps all static files."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Replace the collected main sheet by the bundle, leave out what is in it, go on as usual."""
        if BUNDLE in paths and not dry_run:
            storage, path = paths[BUNDLE]
            self.delete(BUNDLE)
            self._save(BUNDLE, ContentFile(bundle_styles(Path(storage.path(path)))))
            paths = {
                name: found
                for name, found in paths.items()
                if name == BUNDLE or not (name.startswith(SOURCES) and name.endswith(".css"))
            }
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run=dry_run, **options)
