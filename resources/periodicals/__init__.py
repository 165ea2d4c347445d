"""Periodicals: numbers foreseen, received, claimed, described; what the house holds, in words."""
