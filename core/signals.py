"""Signals other apps may listen to."""

from django.dispatch import Signal

index_changed = Signal()
"""Sent after commit when the outbox of the search index has something new."""
