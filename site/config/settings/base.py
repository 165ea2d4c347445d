"""What every way of running the site shares. Values that differ come from the environment (see README.md)."""

import logging
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import environ
from csp.constants import NONE, SELF

from config.environment import Environment, read_database
from core.players import PLAYER_HOSTS

BASE_DIR = Path(__file__).resolve().parents[3]
ENV = Environment()
VAR_DIR = ENV.folder("VAR_DIR", BASE_DIR / "var")

INSTALLED_APPS = [
    "accounts",
    "core",
    "thesaurus",
    "directory",
    "search",
    "media_library",
    "resources",
    "magazine",
    "audiovisual",
    "home",
    "wagtail_footnotes",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "wagtailmedia",  # after Wagtail, whose words go before its own
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.TextCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.PublicHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.AddressLanguageMiddleware",
    "core.known_sites.KnownSiteMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # X_FRAME_OPTIONS: the workshop shows previews in a frame of the same site

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["core.templatetags.core_tags", "django.templatetags.i18n"],
        },
    }
]

# Data ---------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": ENV.parsed(
        "DATABASE_URL",
        f"sqlite:///{VAR_DIR / 'passerelles.sqlite3'}",
        read_database,
        "sqlite:///path or postgres://user:password@host:port/name",
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
            " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = ENV.number("DATABASE_CONN_MAX_AGE", 60, most=86400)

REDIS_URL = ENV.url("REDIS_URL", ("redis", "rediss"))
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "recordings"]}}

# Languages ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("nl", "Nederlands"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.parsed(
    "TIME_ZONE", "Europe/Brussels", lambda name: ZoneInfo(name).key, "a name such as Europe/Brussels"
)

# Files --------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
IMPORTS_DIR = VAR_DIR / "imports"
"""Copies of the files editors import: never served."""
IMPORT_MAX_MB = ENV.number("IMPORT_MAX_MB", 200, least=1, most=100_000)
PUBLICATIONS_DIR = VAR_DIR / "publications"
"""PDF and e-books made of pages: served by a view that checks who asks."""
RECORDINGS_DIR = VAR_DIR / "recordings"
"""Audio and video files: served by a view that checks who asks."""
RECORDING_MAX_MB = ENV.number("RECORDING_MAX_MB", 2048, least=1, most=100_000)
RECORDINGS_ACCEL_PREFIX = ENV.matching(
    "RECORDINGS_ACCEL_PREFIX", "", r"(/[\w.-]+)+/|", "a path with a slash at both ends, such as /recordings-inside/"
)
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "uploads"
"""Where large uploads arrive: on the disk they will stay on, since /tmp may be in memory."""
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "publications": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PUBLICATIONS_DIR, "base_url": None},
    },
    "recordings": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": RECORDINGS_DIR, "base_url": None},
    },
    "staticfiles": {"BACKEND": "core.static_files.BundledStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Wagtail ------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Passerelles"
WAGTAILADMIN_BASE_URL = ENV.url("BASE_URL", ("http", "https"), "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "media_library.CreditedImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media_library.CreditedDocument"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media_library.Recording",
    "MEDIA_FORM_BASE": "media_library.desk.forms.RecordingForm",
    "AUDIO_EXTENSIONS": ["aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba"],
    "VIDEO_EXTENSIONS": ["m4v", "mkv", "mov", "mp4", "mpg", "mpeg", "ogv", "webm", "3gp", "avi"],
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "media_library.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # read from the file's head, before anything is decoded
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False  # what a later step corrects does not go back to an earlier one
WAGTAIL_FINISH_WORKFLOW_ACTION = "magazine.workflow.finishing.finish_workflow"
WAGTAIL_AUTOSAVE_INTERVAL = 1000
WAGTAIL_FOOTNOTES_TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "link"]

# Search -------------------------------------------------------------------------------------------

SEARCH_DIR = ENV.folder("SEARCH_DIR", VAR_DIR / "search")

# Harvesters ---------------------------------------------------------------------------------------

OAI_LAG_SECONDS = ENV.number("OAI_LAG_SECONDS", 5, least=0, most=3600)
OAI_CONCURRENT_LISTS = ENV.number("OAI_CONCURRENT_LISTS", 2, least=1, most=100)

# Security -----------------------------------------------------------------------------------------

PEERTUBE_HOSTS = ENV.sites("PEERTUBE_HOSTS")
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/django-admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [f"https://{host}" for host in (*PLAYER_HOSTS, *PEERTUBE_HOSTS)],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Mail and logs ------------------------------------------------------------------------------------

EMAIL_CONFIG: dict[str, Any] = ENV.parsed(
    "EMAIL_URL", "consolemail://", environ.Env.email_url_config, "smtp+tls://user:password@host:port"
)
vars().update(EMAIL_CONFIG)
MAIL_TRANSPORT = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_BACKEND = "core.mail.QueuedMail"  # the worker sends, with MAIL_TRANSPORT
EMAIL_TIMEOUT = 20
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
DEFAULT_FROM_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = ENV.matching(
    "DEFAULT_FROM_EMAIL",
    "site@localhost",
    r"[^@<>]+@[^@<>]+|[^<>]+ <[^@<>]+@[^@<>]+>",
    "an address such as site@example.org",
)
LOG_LEVEL = ENV.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))


def is_telling(record: logging.LogRecord) -> bool:
    """Leave out the two lines the worker writes for each task, unless everything is asked for; a visitor's mistake
    is one line, without the trace of a fault of ours.
    """
    if getattr(record, "status_code", 500) < 500 and LOG_LEVEL != "DEBUG":
        record.exc_info = None
    return record.levelno >= logging.WARNING or LOG_LEVEL == "DEBUG" or not record.name.startswith("django_tasks")


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"telling": {"()": "django.utils.log.CallbackFilter", "callback": is_telling}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["telling"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
