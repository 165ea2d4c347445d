"""What the public pages of the magazine print: built here once, read by templates without a query."""
