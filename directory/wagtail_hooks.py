"""Registers the editors' lists of people, organisations, subjects and vocabularies."""

from wagtail.snippets.models import register_snippet

from directory.viewsets import AuthorityGroup

register_snippet(AuthorityGroup)
