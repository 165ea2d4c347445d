"""Reading MARC: UNIMARC and MARC 21, in ISO 2709 and MARCXML."""
