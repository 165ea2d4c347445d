"""The pages of the documentalist's daily work, beside the list and the form of records."""
