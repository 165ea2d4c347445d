"""What those heard and seen agreed to, followed wherever it counts."""
