"""Citing a record: what a reference is made of, and the styles it is printed in."""
