"""A site to try: embedded database and search, a fixed key, loopback only."""

from config.settings.base import *  # noqa: F403  settings are a flat namespace by Django's design
from config.settings.base import ENV

DEBUG = ENV.flag("DEBUG", default=False)
SECRET_KEY = "demo-only-never-use-this-key-where-others-can-reach-the-site"  # noqa: S105  loopback demo
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = ["http://127.0.0.1", "http://localhost"]
AUTH_PASSWORD_VALIDATORS = []  # so that demo / demo signs in
DEMO = True
