"""What the pages of podcasts and capsules show."""
