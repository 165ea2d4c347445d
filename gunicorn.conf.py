"""The web server. Every value comes from the environment and is checked; the table is in README.md."""

import sys
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent
sys.path.insert(0, str(BASE_DIR / "site"))

from django.core.exceptions import ImproperlyConfigured  # noqa: E402  the folder of settings is put on the path first

from config.environment import Environment  # noqa: E402  the folder must be on the path first

ENV = Environment()

try:
    port = ENV.number("PORT", 8000, least=1, most=65535)
    bind = ENV.matching("BIND", f"127.0.0.1:{port}", r"unix:.+|\S+:\d+", "host:port or unix:/path")
    workers = ENV.number("WEB_WORKERS", 2, least=1, most=64)
    threads = ENV.number("WEB_THREADS", 4, least=1, most=64)
except ImproperlyConfigured as error:
    sys.exit(f"The site cannot start: {error}")

wsgi_app = "config.wsgi"
pythonpath = f"{BASE_DIR / 'site'},{BASE_DIR}"
worker_class = "gthread"
timeout = 60
graceful_timeout = 20
keepalive = 5
control_socket_disable = True
max_requests = 20_000
max_requests_jitter = 2_000


def on_starting(server: Any) -> None:
    """Read the settings before any worker starts, so that a wrong value is one sentence and not a loop of restarts."""
    import os

    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    try:
        bool(settings.DEBUG)
    except ImproperlyConfigured as error:
        sys.exit(f"The site cannot start: {error}")


def when_ready(server: Any) -> None:
    """Say where the demonstration is."""
    from django.conf import settings

    if getattr(settings, "DEMO", False):
        server.log.info("The site is at http://%s/ and its workshop at http://%s/admin/ (demo / demo).", bind, bind)
