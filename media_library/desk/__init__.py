"""How recordings are given, described and looked after in the admin."""
