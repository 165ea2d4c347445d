"""What the magazine tells those who keep derived things: files, feeds, caches. Sent after commit."""

from django.dispatch import Signal

issue_released = Signal()
"""A whole number was published or taken offline: `issue` (its page), `release` (the decision that was carried out)."""
embargo_ended = Signal()
"""Articles may be read from now on: `articles`, a list of pages."""
