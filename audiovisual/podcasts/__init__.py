"""Podcasts as applications follow them: their feeds, their move from host to host, what an application refuses."""
