"""Feeds: one way to write Atom and RSS, to answer those who ask again, and to say which things have one."""
