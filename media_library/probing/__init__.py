"""What audio and video files are: read by two readers, decoded to their end, and told to editors in words."""
