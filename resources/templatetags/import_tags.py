"""Words of the pages of imports."""

from django import template

from resources.imports.naming import name_field

register = template.Library()
register.filter("field_name", name_field)
