"""The tracks of a recording in the admin: files given, cues edited beside the player, voices, versions."""
