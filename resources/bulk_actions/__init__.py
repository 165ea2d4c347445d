"""What editors do to many records at once: who is left out and why, how it is written, and what runs in the worker."""
