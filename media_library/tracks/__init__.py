"""Texts with times: read from files, edited beside the player, shown, searched and given out."""
