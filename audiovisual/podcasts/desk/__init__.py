"""Podcast feeds in the admin: the doctor’s page, and taking a podcast over."""
