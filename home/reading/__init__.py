"""News and press releases as a reader sees them."""
