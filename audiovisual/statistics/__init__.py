"""How often episodes and capsules are heard and seen: the report editors read."""
