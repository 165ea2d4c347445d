"""How often programmes are heard and seen, without watching who: sums by day, and for one day only what tells two
listeners apart (a keyed hash whose key is destroyed when the day is over)."""

from media_library.counting.noting import note_request

__all__ = ["note_request"]
