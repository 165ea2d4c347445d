"""Factories, one module for each app."""
