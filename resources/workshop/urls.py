"""Addresses of the daily work, under `/admin/documentation/`."""

from django.urls import URLPattern

patterns: list[URLPattern] = []
