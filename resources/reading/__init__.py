"""What readers do with records beside searching: shelves, new arrivals, a list of their own, a mistake reported."""
