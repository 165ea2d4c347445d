"""Imports in the workshop: a file is given, tried, read over, confirmed, watched, undone."""
