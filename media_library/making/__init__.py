"""What is made of recordings: files every browser plays, light ones, ones without what is hidden, stills."""
