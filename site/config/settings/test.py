"""Settings of the tests: quick hashing, memory mail, files in a folder of their own."""

import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403  settings are a flat namespace by Django's design
from config.settings.base import DATABASES, STORAGES

DEBUG = False
SECRET_KEY = "tests"  # noqa: S105  no secret: tests only
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEST_DIR = Path(tempfile.mkdtemp(prefix="passerelles-tests-"))
MEDIA_ROOT = TEST_DIR / "media"
IMPORTS_DIR = TEST_DIR / "imports"
PUBLICATIONS_DIR = TEST_DIR / "publications"
STORAGES["publications"]["OPTIONS"] = {"location": PUBLICATIONS_DIR, "base_url": None}
RECORDINGS_DIR = TEST_DIR / "recordings"
STORAGES["recordings"]["OPTIONS"] = {"location": RECORDINGS_DIR, "base_url": None}
FILE_UPLOAD_TEMP_DIR = TEST_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir()
SEARCH_DIR = TEST_DIR / "search"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": TEST_DIR / "test.sqlite3"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = TEST_DIR / "static"
LOG_LEVEL = "WARNING"
OAI_LAG_SECONDS = 0
WHITENOISE_AUTOREFRESH = True
